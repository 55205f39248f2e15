/* requests: what may be asked about a list of senders, what the kernel answers, and what is on the list then. A child that
 * is to be changed is in source mode and lists A and B, unless the row says otherwise.
 */
#include "suites/source/source.h"

#include "fixtures/bare.h"
#include "suites/source/requirements.h"
#include "suites/source/senders.h"

#include <errno.h>

#define CHILD "mvtA"

struct request {
	const struct requirement *requirement;
	const char *name;
	enum link_request request;
	enum mode before; /* the child's, if there is one; 0: source */
	const struct attribute *attributes;
	size_t count;
	int error;
	const char *after; /* the list then; NULL: there is no child */
};

#define POLICY "Attribute failed policy validation"

/* clang-format off */
#define ASK(...)     (const struct attribute[]){__VA_ARGS__}, sizeof((const struct attribute[]){__VA_ARGS__}) / sizeof(struct attribute)
#define MODE(value)  NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, value)
#define VERB(value)  NUMBER32(OF_DRIVER, IFLA_MACVLAN_MACADDR_MODE, value)
#define ADDRESS(...) OCTETS(OF_DRIVER, IFLA_MACVLAN_MACADDR, __VA_ARGS__)
#define LIST(...)    SOURCE_LIST(__VA_ARGS__)
#define ENTRY(...)   SOURCE_ENTRY(__VA_ARGS__)
#define EMPTY_LIST   {OF_DRIVER, IFLA_MACVLAN_MACADDR_DATA, 0, NULL}
#define SHORT_ENTRY  {9, IFLA_MACVLAN_MACADDR, {{A}}, {0}}
#define OTHER_ENTRY  {10, IFLA_MACVLAN_FLAGS, {{A}}, {0}}
#define GROUP        0x01, 0, 0x5e, 0, 0, 0x12
#define BROADCAST    0xff, 0xff, 0xff, 0xff, 0xff, 0xff
#define ZERO         0, 0, 0, 0, 0, 0
#define OCTETS_32    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32

#define CREATE REQUEST_CREATE, 0
#define CHANGE REQUEST_CHANGE, 0
#define CHANGE_IN(mode) REQUEST_CHANGE, mode

static const struct request requests[] = {
	/* requirement     name                     request                   asks                                        answer  list after */
	{ &LINK_MACMODE_01, "create_default_add",    CREATE,                   ASK(VERB(SOURCES_ADD), ADDRESS(A)),                       EINVAL, NULL },
	{ &LINK_MACMODE_01, "create_private_add",    CREATE,                   ASK(MODE(MODE_PRIVATE), VERB(SOURCES_ADD), ADDRESS(A)),   EINVAL, NULL },
	{ &LINK_MACMODE_01, "create_vepa_set",       CREATE,                   ASK(MODE(MODE_VEPA), VERB(SOURCES_SET), LIST(ENTRY(A))),  EINVAL, NULL },
	{ &LINK_MACMODE_01, "create_bridge_flush",   CREATE,                   ASK(MODE(MODE_BRIDGE), VERB(SOURCES_FLUSH)),              EINVAL, NULL },
	{ &LINK_MACMODE_01, "create_passthru_add",   CREATE,                   ASK(MODE(MODE_PASSTHRU), VERB(SOURCES_ADD), ADDRESS(A)),  EINVAL, NULL },
	{ &LINK_MACMODE_01, "private_add",           CHANGE_IN(MODE_PRIVATE),  ASK(VERB(SOURCES_ADD), ADDRESS(A)),                       EINVAL, ""   },
	{ &LINK_MACMODE_01, "vepa_delete",           CHANGE_IN(MODE_VEPA),     ASK(VERB(SOURCES_DELETE), ADDRESS(A)),                    EINVAL, ""   },
	{ &LINK_MACMODE_01, "bridge_set",            CHANGE_IN(MODE_BRIDGE),   ASK(VERB(SOURCES_SET), LIST(ENTRY(A))),                   EINVAL, ""   },
	{ &LINK_MACMODE_01, "passthru_flush",        CHANGE_IN(MODE_PASSTHRU), ASK(VERB(SOURCES_FLUSH)),                                 EINVAL, ""   },

	{ &LINK_MACMODE_02, "verb_4",                CHANGE,                   ASK(VERB(4), ADDRESS(C)),                                 EINVAL, "ab" },
	{ &LINK_MACMODE_02, "verb_beyond",           CHANGE,                   ASK(VERB(0xffffffff), ADDRESS(C)),                        EINVAL, "ab" },
	{ &LINK_MACMODE_02, "verb_of_16_bits",       CHANGE,                   ASK(NUMBER16(OF_DRIVER, IFLA_MACVLAN_MACADDR_MODE, 0), ADDRESS(C)), ERANGE, "ab" },
	{ &LINK_MACMODE_02, "create_verb_4",         CREATE,                   ASK(MODE(MODE_SOURCE), VERB(4)),                          EINVAL, NULL },

	{ &LINK_MACMODE_03, "add_nobody",            CHANGE,                   ASK(VERB(SOURCES_ADD)),                                   EINVAL, "ab" },
	{ &LINK_MACMODE_03, "delete_nobody",         CHANGE,                   ASK(VERB(SOURCES_DELETE)),                                EINVAL, "ab" },
	{ &LINK_MACMODE_03, "add_a_list_only",       CHANGE,                   ASK(VERB(SOURCES_ADD), LIST(ENTRY(C))),                   EINVAL, "ab" },
	{ &LINK_MACMODE_03, "create_add_nobody",     CREATE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_ADD)),                EINVAL, NULL },
	{ &LINK_MACMODE_03, "create_delete_nobody",  CREATE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_DELETE)),             EINVAL, NULL },

	{ &LINK_MACMODE_04, "delete",                CHANGE,                   ASK(VERB(SOURCES_DELETE), ADDRESS(A)),                    0,      "b"  },
	{ &LINK_MACMODE_04, "delete_absent",         CHANGE,                   ASK(VERB(SOURCES_DELETE), ADDRESS(C)),                    0,      "ab" },
	{ &LINK_MACMODE_04, "create_delete",         CREATE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_DELETE), ADDRESS(C)), 0,      ""   },

	{ &LINK_MACMODE_05, "flush",                 CHANGE,                   ASK(VERB(SOURCES_FLUSH)),                                 0,      ""   },
	{ &LINK_MACMODE_05, "flush_with_address",    CHANGE,                   ASK(VERB(SOURCES_FLUSH), ADDRESS(C)),                     0,      ""   },
	{ &LINK_MACMODE_05, "set_to_nothing",        CHANGE,                   ASK(VERB(SOURCES_SET)),                                   0,      ""   },
	{ &LINK_MACMODE_05, "set_to_empty_list",     CHANGE,                   ASK(VERB(SOURCES_SET), EMPTY_LIST),                       0,      ""   },
	{ &LINK_MACMODE_05, "create_flush",          CREATE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_FLUSH)),              0,      ""   },
	{ &LINK_MACMODE_05, "create_without_list",   CREATE,                   ASK(MODE(MODE_SOURCE)),                                   0,      ""   },

	{ &LINK_MACMODE_06, "set_one",               CHANGE,                   ASK(VERB(SOURCES_SET), ADDRESS(C)),                       0,      "c"  },
	{ &LINK_MACMODE_06, "set_list",              CHANGE,                   ASK(VERB(SOURCES_SET), LIST(ENTRY(B), ENTRY(C))),         0,      "bc" },
	{ &LINK_MACMODE_06, "set_same",              CHANGE,                   ASK(VERB(SOURCES_SET), LIST(ENTRY(A), ENTRY(B))),         0,      "ab" },
	{ &LINK_MACMODE_06, "set_both",              CHANGE,                   ASK(VERB(SOURCES_SET), ADDRESS(C), LIST(ENTRY(A))),       0,      "ac" },
	{ &LINK_MACMODE_06, "set_duplicates",        CHANGE,                   ASK(VERB(SOURCES_SET), ADDRESS(C), LIST(ENTRY(A), ENTRY(C), ENTRY(A))), 0, "ac" },
	{ &LINK_MACMODE_06, "create_set",            CREATE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_SET), LIST(ENTRY(A), ENTRY(B), ENTRY(A))), 0, "ab" },

	{ &LINK_MACMODE_07, "add",                   CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(C)),                       0,      "abc" },
	{ &LINK_MACMODE_07, "add_listed",            CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(B)),                       0,      "ab" },
	{ &LINK_MACMODE_07, "create_add",            CREATE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_ADD), ADDRESS(C)),    0,      "c"  },

	{ &LINK_MACMODE_08, "address_alone",         CHANGE,                   ASK(ADDRESS(C)),                                          0,      "ab" },
	{ &LINK_MACMODE_08, "list_alone",            CHANGE,                   ASK(LIST(ENTRY(C))),                                      0,      "ab" },
	{ &LINK_MACMODE_08, "address_alone_vepa",    CHANGE_IN(MODE_VEPA),     ASK(ADDRESS(C)),                                          0,      ""   },
	{ &LINK_MACMODE_08, "add_with_list",         CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(B), LIST(ENTRY(C))),       0,      "ab" },
	{ &LINK_MACMODE_08, "delete_with_list",      CHANGE,                   ASK(VERB(SOURCES_DELETE), ADDRESS(B), LIST(ENTRY(A))),    0,      "a"  },
	{ &LINK_MACMODE_08, "create_address_alone",  CREATE,                   ASK(MODE(MODE_SOURCE), ADDRESS(C)),                       0,      ""   },

	{ &LINK_MACMODE_09, "add_group",             CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(GROUP)),                   EADDRNOTAVAIL, "ab" },
	{ &LINK_MACMODE_09, "add_broadcast",         CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(BROADCAST)),               EADDRNOTAVAIL, "ab" },
	{ &LINK_MACMODE_09, "add_zero",              CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(ZERO)),                    EADDRNOTAVAIL, "ab" },
	{ &LINK_MACMODE_09, "delete_group",          CHANGE,                   ASK(VERB(SOURCES_DELETE), ADDRESS(GROUP)),                EADDRNOTAVAIL, "ab" },
	{ &LINK_MACMODE_09, "flush_with_zero",       CHANGE,                   ASK(VERB(SOURCES_FLUSH), ADDRESS(ZERO)),                  EADDRNOTAVAIL, "ab" },
	{ &LINK_MACMODE_09, "create_set_group",      CREATE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_SET), ADDRESS(GROUP)), EADDRNOTAVAIL, NULL },

	{ &LINK_MACMODE_10, "length_5",              CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(0x02, 0, 0, 0, 0x0c)),     EINVAL, "ab" },
	{ &LINK_MACMODE_10, "length_7",              CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(C, 0)),                    EINVAL, "ab" },
	{ &LINK_MACMODE_10, "length_8",              CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(C, 0, 0)),                 EINVAL, "ab" },
	{ &LINK_MACMODE_10, "length_32",             CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(OCTETS_32)),               EINVAL, "ab" },
	{ &LINK_MACMODE_10, "length_33",             CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(OCTETS_32, 33)),           ERANGE, "ab" },

	{ &LINK_MACMODE_11, "list_other_type",       CHANGE,                   ASK(VERB(SOURCES_SET), LIST(ENTRY(C), OTHER_ENTRY)),      EINVAL, "ab" },
	{ &LINK_MACMODE_11, "list_short_entry",      CHANGE,                   ASK(VERB(SOURCES_SET), LIST(ENTRY(C), SHORT_ENTRY)),      EINVAL, "ab" },
	{ &LINK_MACMODE_11, "list_group",            CHANGE,                   ASK(VERB(SOURCES_SET), LIST(ENTRY(C), ENTRY(GROUP))),     EADDRNOTAVAIL, "ab" },
	{ &LINK_MACMODE_11, "list_zero",             CHANGE,                   ASK(VERB(SOURCES_SET), LIST(ENTRY(C), ENTRY(ZERO))),      EADDRNOTAVAIL, "ab" },
	{ &LINK_MACMODE_11, "list_group_unused",     CHANGE,                   ASK(VERB(SOURCES_ADD), ADDRESS(C), LIST(ENTRY(GROUP))),   EADDRNOTAVAIL, "ab" },
	{ &LINK_MACMODE_11, "create_list_group",     CREATE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_SET), LIST(ENTRY(GROUP))), EADDRNOTAVAIL, NULL },

	{ &LINK_MACMODE_12, "count",                 CHANGE,                   ASK(NUMBER32(OF_DRIVER, IFLA_MACVLAN_MACADDR_COUNT, 2)),  EINVAL, "ab" },
	{ &LINK_MACMODE_12, "set_with_count",        CHANGE,                   ASK(VERB(SOURCES_SET), LIST(ENTRY(C)), NUMBER32(OF_DRIVER, IFLA_MACVLAN_MACADDR_COUNT, 1)), EINVAL, "ab" },
	{ &LINK_MACMODE_12, "create_with_count",     CREATE,                   ASK(MODE(MODE_SOURCE), NUMBER32(OF_DRIVER, IFLA_MACVLAN_MACADDR_COUNT, 0)), EINVAL, NULL },

	{ &LINK_CHG_05,     "source_to_source",      CHANGE,                   ASK(MODE(MODE_SOURCE)),                                   0,      "ab" },
	{ &LINK_CHG_06,     "source_to_passthru",    CHANGE,                   ASK(MODE(MODE_PASSTHRU)),                                 EINVAL, "ab" },
	{ &LINK_CHG_07,     "private_to_source_add", CHANGE_IN(MODE_PRIVATE),  ASK(MODE(MODE_SOURCE), VERB(SOURCES_ADD), ADDRESS(A)),    0,      "a"  },
	{ &LINK_CHG_07,     "vepa_to_source_set",    CHANGE_IN(MODE_VEPA),     ASK(MODE(MODE_SOURCE), VERB(SOURCES_SET), LIST(ENTRY(A), ENTRY(B))), 0, "ab" },
	{ &LINK_CHG_07,     "bridge_to_source",      CHANGE_IN(MODE_BRIDGE),   ASK(MODE(MODE_SOURCE)),                                   0,      ""   },
	{ &LINK_CHG_07,     "source_to_source_add",  CHANGE,                   ASK(MODE(MODE_SOURCE), VERB(SOURCES_ADD), ADDRESS(C)),    0,      "abc" },
};
/* clang-format on */

/* For what a policy refuses, and for nothing else here, the kernel has words. */
static const char *words_for(int error)
{
	return error == ERANGE ? POLICY : NULL;
}

static struct answer create(struct testbed *net, const struct request *row)
{
	uint32_t parent = (uint32_t)link_index(net->host, "p0");
	struct attribute attributes[8] = {{OF_DEVICE, IFLA_LINK, sizeof parent, &parent}};

	for (size_t i = 0; i < row->count; i++)
		attributes[i + 1] = row->attributes[i];
	return try_link_request(net->host, REQUEST_CREATE, CHILD, "macvtap", attributes, row->count + 1);
}

static struct answer change(struct testbed *net, const struct request *row)
{
	struct macvtap macvtap = {.name = CHILD, .parent = "p0", .mode = row->before};

	if (row->before)
		macvtap_create(net->host, &macvtap);
	else
		create_listening(net, CHILD, "ab");
	return try_link_request(net->host, REQUEST_CHANGE, CHILD, "macvtap", row->attributes, row->count);
}

static void try_request(const void *data)
{
	const struct request *row = data;
	struct testbed *net = testbed_shared(&bare_unwatched);
	bool creates = row->request == REQUEST_CREATE;
	struct answer answer = creates ? create(net, row) : change(net, row);

	expect_reply(answer, row->error, words_for(row->error));
	if (!row->after)
		expect_reply(try_link_delete(net->host, CHILD), ENODEV, NULL);
	else if (!creates || !answer.error)
		expect_list(net, CHILD, row->after);
}

void source_add_requests(struct case_list *list)
{
	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
		const struct request *row = &requests[i];

		case_add_as(list,
			    &(struct testcase){
				    .requirement = row->requirement,
				    .run = try_request,
				    .data = row,
				    .shares = &bare_unwatched,
				    .summary = "a request about a source-mode child's list of senders",
			    },
			    "source.request.%s", row->name);
	}
}
