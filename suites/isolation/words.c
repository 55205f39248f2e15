#include "suites/isolation/words.h"

#include "fixtures/families.h"
#include "harness/proof/filter.h"
#include "harness/proof/groups.h"

#define NONE PLACES

/* clang-format off */
static const struct {
	const char *word;
	enum place at; /* where its frames are put in */
	enum place as; /* whose source address they bear; NONE: a station's */
	struct mac station;
} senders[SENDERS] = {
	[FROM_GUEST_A]       = {"guest_a",      GUEST_A, GUEST_A, {{0}}},
	[FROM_GUEST_B]       = {"guest_b",      GUEST_B, GUEST_B, {{0}}},
	[FROM_GUEST_C]       = {"guest_c",      GUEST_C, GUEST_C, {{0}}},
	[FROM_GUEST_D]       = {"guest_d",      GUEST_D, GUEST_D, {{0}}},
	[FROM_HOST]          = {"host",         HOST,    HOST,    {{0}}},
	[FROM_HOST_2]        = {"host_2",       HOST_2,  HOST_2,  {{0}}},
	[FROM_WIRE]          = {"wire",         WIRE,    NONE,    STATION_STRANGER},
	[FROM_WIRE_2]        = {"wire_2",       WIRE_2,  NONE,    STATION_STRANGER},
	[FROM_LISTED]        = {"listed",       WIRE,    NONE,    STATION_LISTED},
	[FROM_WIRE_AS_A]     = {"wire_as_a",    WIRE,    GUEST_A, {{0}}},
	[FROM_WIRE_AS_B]     = {"wire_as_b",    WIRE,    GUEST_B, {{0}}},
	[FROM_WIRE_AS_C]     = {"wire_as_c",    WIRE,    GUEST_C, {{0}}},
	[FROM_WIRE_AS_D]     = {"wire_as_d",    WIRE,    GUEST_D, {{0}}},
	[FROM_WIRE_AS_HOST]  = {"wire_as_host", WIRE,    HOST,    {{0}}},
	[FROM_A_AS_B]        = {"a_as_b",       GUEST_A, GUEST_B, {{0}}},
	[FROM_A_AS_HOST]     = {"a_as_host",    GUEST_A, HOST,    {{0}}},
	[FROM_A_AS_STRANGER] = {"a_as_stranger", GUEST_A, NONE,   STATION_STRANGER},
};

enum kind { A_PLACE, AN_ADDRESS, A_RESERVED_GROUP, GROUP_ALL, GROUP_A, GROUP_NOBODY };

static const struct {
	const char *word;
	enum kind kind;
	enum place place;
	struct mac address;
} destinations[DESTINATIONS] = {
	[TO_GUEST_A]      = {"guest_a",  A_PLACE, GUEST_A, {{0}}},
	[TO_GUEST_B]      = {"guest_b",  A_PLACE, GUEST_B, {{0}}},
	[TO_GUEST_C]      = {"guest_c",  A_PLACE, GUEST_C, {{0}}},
	[TO_GUEST_D]      = {"guest_d",  A_PLACE, GUEST_D, {{0}}},
	[TO_HOST]         = {"host",     A_PLACE, HOST,    {{0}}},
	[TO_HOST_2]       = {"host_2",   A_PLACE, HOST_2,  {{0}}},
	[TO_WIRE]         = {"wire",     A_PLACE, WIRE,    {{0}}},
	[TO_UNKNOWN]      = {"unknown",  AN_ADDRESS, NONE, STATION_UNKNOWN},
	[TO_EVERYONE]     = {"everyone", AN_ADDRESS, NONE, {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}},
	[TO_GROUP_ALL]    = {"group_all",    GROUP_ALL,    NONE, {{0}}},
	[TO_GROUP_A]      = {"group_a",      GROUP_A,      NONE, {{0}}},
	[TO_GROUP_NOBODY] = {"group_nobody", GROUP_NOBODY, NONE, {{0}}},
	[TO_STP]   = {"stp",   A_RESERVED_GROUP, NONE, {{0x01, 0x80, 0xc2, 0, 0, 0x00}}},
	[TO_PAUSE] = {"pause", A_RESERVED_GROUP, NONE, {{0x01, 0x80, 0xc2, 0, 0, 0x01}}},
	[TO_SLOW]  = {"slow",  A_RESERVED_GROUP, NONE, {{0x01, 0x80, 0xc2, 0, 0, 0x02}}},
	[TO_EAPOL] = {"eapol", A_RESERVED_GROUP, NONE, {{0x01, 0x80, 0xc2, 0, 0, 0x03}}},
	[TO_LLDP]  = {"lldp",  A_RESERVED_GROUP, NONE, {{0x01, 0x80, 0xc2, 0, 0, 0x0e}}},
};

static const struct {
	const char *word;
	uint8_t tags;
	struct vlan_tag tag;
} taggings[TAGGINGS] = {
	[UNTAGGED]     = {"untagged", 0, {0, 0}},
	[VLAN_5]       = {"vlan5",    1, {TPID_8021Q, 5}},
	[PRIORITY_TAG] = {"priority", 1, {TPID_8021Q, 7 << 13}},
	[SERVICE_TAG]  = {"service5", 1, {TPID_8021AD, 5}},
};

static const struct {
	const char *word;
	uint16_t ethertype; /* 0: what the content implies */
	enum content content;
} carried[CARRIED] = {
	[CARRIES_PROBE]  = {"probe",  0,      CONTENT_MARK},
	[CARRIES_PAUSE]  = {"pause",  0x8808, CONTENT_MARK},
	[CARRIES_EAPOL]  = {"eapol",  0x888E, CONTENT_MARK},
	[CARRIES_LLDP]   = {"lldp",   0x88CC, CONTENT_MARK},
	[CARRIES_SLOW]   = {"slow",   0x8809, CONTENT_MARK},
	[CARRIES_LENGTH] = {"length", 46,     CONTENT_MARK}, /* the data of a frame of 60 octets */
	[CARRIES_ARP]    = {"arp",    0,      CONTENT_ARP},
	[CARRIES_IPV4]   = {"ipv4",   0,      CONTENT_UDP4},
	[CARRIES_IPV6]   = {"ipv6",   0,      CONTENT_UDP6},
};
/* clang-format on */

const char *sender_word(enum sender sender)
{
	return senders[sender].word;
}

const char *destination_word(enum destination destination)
{
	return destinations[destination].word;
}

const char *tagging_word(enum tagging tagging)
{
	return taggings[tagging].word;
}

const char *carried_word(enum carried what)
{
	return carried[what].word;
}

enum place place_of_sender(enum sender sender)
{
	return senders[sender].at;
}

bool has_sender(const struct topology *topology, enum sender sender)
{
	unsigned parent;

	return place_on(topology, senders[sender].at, &parent) &&
	       (senders[sender].as == NONE || place_on(topology, senders[sender].as, &parent));
}

bool has_destination(const struct topology *topology, enum destination destination)
{
	unsigned parent;

	return destinations[destination].kind != A_PLACE ||
	       place_on(topology, destinations[destination].place, &parent);
}

bool is_on_the_wire(enum sender sender)
{
	return senders[sender].at == WIRE || senders[sender].at == WIRE_2;
}

bool is_reserved_group(enum destination destination)
{
	return destinations[destination].kind == A_RESERVED_GROUP;
}

bool is_drawn_group(enum destination destination)
{
	enum kind kind = destinations[destination].kind;

	return kind == GROUP_ALL || kind == GROUP_A || kind == GROUP_NOBODY;
}

static struct mac destination_address(const struct topology *topology, const struct groups *groups,
				      enum destination to)
{
	switch (destinations[to].kind) {
	case A_PLACE:
		return address_on(topology, destinations[to].place);
	case GROUP_ALL:
		return groups->all;
	case GROUP_A:
		return groups->a_only;
	case GROUP_NOBODY:
		return groups->nobody;
	default:
		return destinations[to].address;
	}
}

struct frame sentence_frame(const struct topology *topology, const struct groups *groups, enum sender from,
			    enum destination to, enum tagging tagging, enum carried what)
{
	struct frame frame = {
		.dst = destination_address(topology, groups, to),
		.src = senders[from].as == NONE ? senders[from].station
						: address_on(topology, senders[from].as),
		.tags = taggings[tagging].tags,
		.tag = {taggings[tagging].tag},
		.ethertype = carried[what].ethertype,
		.content = carried[what].content,
	};

	return frame;
}

struct groups groups_of(struct testbed *net)
{
	const struct drawn_groups *drawn = testbed_groups(net);

	return (struct groups){.all = drawn->all, .a_only = drawn->a_only, .nobody = drawn->nobody};
}
