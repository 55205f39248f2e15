/* What users write, on a host of the test's own: each finding is found where it has to be, and nothing besides. */
#include "harness/core/verdict.h"
#include "harness/domain/checks.h"
#include "harness/selftest/doctor_trial.h"
#include "harness/selftest/invoke.h"
#include "harness/selftest/selftest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the host: two parents with a carrier and one that is down; then a guest runs on the second ---- */

static void make_parent(struct links *links, const char *name, const char *peer, const char *address)
{
	struct netns wire = netns_new();

	veth_create(links, &(struct veth){
				   .name = name,
				   .address = mac(address),
				   .there = wire,
				   .peer_name = peer,
				   .peer_address = mac("02:00:00:00:00:02"),
			   });
	link_set_up(links, name);
	link_set_up(links_of(wire), peer);
	link_wait_running(links, name);
}

static void make_host(void)
{
	struct links *links;

	netns_enter_private();
	links = links_of(netns_here());
	make_parent(links, "p0", "w0", "02:00:00:00:00:01");
	make_parent(links, "p1", "w1", "02:00:00:00:00:11");
	make_parent(links, "p2", "w2", "02:00:00:00:00:21");
	link_set_down(links, "p2");
}

static void start_guest(void)
{
	const struct mac running = mac("52:54:00:00:00:77");

	macvtap_create(links_of(netns_here()), &(struct macvtap){.name = "macvtap7",
								 .parent = "p1",
								 .mode = MODE_BRIDGE,
								 .address = &running,
								 .up = true});
}

/* ---- what is written, and what is found ---- */

#define VIRTIO           "<model type='virtio'/>"
#define ADDRESS          "<mac address='52:54:00:00:00:01'/>"
#define TRUSTED          "<interface type='direct' trustGuestRxFilters='yes'>"
#define BRIDGE           TRUSTED "<source dev='p0' mode='bridge'/>"
#define VEPA             TRUSTED "<source dev='p0' mode='vepa'/>"
#define PRIVATE          TRUSTED "<source dev='p0' mode='private'/>"
#define PASSED           TRUSTED "<source dev='p0' mode='passthrough'/>"
#define ON_P1            TRUSTED "<source dev='p1' mode='bridge'/>"
#define END              "</interface>"
#define OTHER            BRIDGE VIRTIO "<mac address='52:54:00:00:00:02'/>" END
#define OF(net)          "<interface type='network'><source network='" net "'/>" ADDRESS VIRTIO END
#define NETWORK(forward) "<network trustGuestRxFilters='yes'><name>n</name>" forward "</network>"

static const struct {
	const char *type; /* of the domain */
	const char *interfaces;
	const char *network; /* a further file, or NULL */
	const char *found;   /* of net0: what stops or limits it, in the order of the table */
	const char *also;    /* a note, or what could not be seen; NULL: any */
} rows[] = {
	{"kvm", BRIDGE ADDRESS VIRTIO END, NULL, "", "reach.host"},
	{"kvm", "<interface type='bridge'/>", NULL, "", "network.other_type"},
	{"kvm", "<interface/>", NULL, "", "network.other_type"},
	{"kvm", "<interface type='ethernet'><target dev='t0' managed='no'/></interface>", NULL, "",
	 "network.foreign"},
	/* networks */
	{"kvm", OF("n"), NULL, "", "network.unknown"},
	{"kvm", OF("n"), NETWORK("<forward mode='nat'/>"), "", "network.other"},
	{"kvm", OF("n"), NETWORK("<forward mode='bridge'/><bridge name='br0'/>"), "", "network.other"},
	{"kvm", OF("n"), NETWORK("<forward mode='passthrough'><pf dev='p0'/></forward>"), "",
	 "network.functions"},
	{"kvm", OF("n"), NETWORK("<forward mode='vepa'/>"), "network.empty", NULL},
	{"kvm", OF("n"), NETWORK("<forward mode='bridge' dev='p0'/>"), "", "reach.host"},
	{"kvm", OF("n' portgroup='x"), NETWORK("<forward mode='bridge' dev='p0'/>"), "network.portgroup",
	 NULL},
	{"kvm", OF("n"), NETWORK("<forward mode='passthrough' dev='p0'/>"), "", "mode.passthrough"},
	/* words */
	{"kvm", TRUSTED ADDRESS VIRTIO END, NULL, "word.source", NULL},
	{"kvm", TRUSTED "<source dev='p0' mode='passthru'/>" ADDRESS VIRTIO END, NULL, "word.mode", NULL},
	{"kvm",
	 "<interface type='direct' trustGuestRxFilters='on'><source dev='p0' mode='bridge'/>" ADDRESS VIRTIO
		 END,
	 NULL, "word.trust filter.untrusted", NULL},
	{"kvm", BRIDGE "<mac address='52-54-00-00-00-01'/>" VIRTIO END, NULL, "word.address", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<driver name='none'/>" END, NULL, "word.driver", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<driver queues='many'/>" END, NULL, "word.driver", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<mtu size='9000'/>" END, NULL, "word.mtu", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<vlan><tag id='5'/></vlan>" END, NULL, "word.vlan", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<target dev='p1'/>" END, NULL, "word.target", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<target dev='sixteen-octets-x'/>" END, NULL, "word.target", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<target dev='macvtap3'/>" END, NULL, "", "word.reserved"},
	{"kvm", BRIDGE ADDRESS VIRTIO "<filterref filter='clean-traffic'/>" END, NULL, "word.filter", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<virtualport type='openvswitch'/>" END, NULL, "word.virtualport",
	 NULL},
	{"kvm", VEPA ADDRESS VIRTIO "<virtualport type='802.1Qbg'/>" END, NULL, "word.vdp", "mode.vepa"},
	{"kvm", BRIDGE ADDRESS VIRTIO "<link state='down'/>" END, NULL, "", "word.link"},
	/* parents and modes */
	{"kvm", TRUSTED "<source dev='eth7' mode='bridge'/>" ADDRESS VIRTIO END, NULL, "parent.missing",
	 NULL},
	{"kvm", PASSED ADDRESS VIRTIO END, NULL, "", "mode.passthrough"},
	{"kvm", PASSED ADDRESS VIRTIO END OTHER, NULL, "mode.passthrough_shared", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO END PASSED VIRTIO END, NULL, "mode.passthrough_shared", NULL},
	{"kvm", TRUSTED "<source dev='p1' mode='passthrough'/>" ADDRESS VIRTIO END, NULL,
	 "mode.passthrough_shared", NULL},
	{"kvm", VEPA ADDRESS VIRTIO END, NULL, "", "mode.vepa"},
	{"kvm", TRUSTED "<source dev='p0'/>" ADDRESS VIRTIO END, NULL, "", "mode.default"},
	{"kvm", VEPA ADDRESS VIRTIO END VEPA VIRTIO END, NULL, "mode.vepa_siblings", NULL},
	{"kvm", PRIVATE ADDRESS VIRTIO END PRIVATE VIRTIO END, NULL, "mode.private_siblings", NULL},
	{"kvm", PRIVATE ADDRESS VIRTIO END OTHER, NULL, "mode.mixed", NULL},
	{"kvm", TRUSTED "<source dev='p1' mode='vepa'/>" ADDRESS VIRTIO END, NULL, "mode.mixed", NULL},
	/* addresses */
	{"kvm", BRIDGE "<mac address='01:00:5e:00:00:01'/>" VIRTIO END, NULL, "address.group", NULL},
	{"kvm", BRIDGE "<mac address='0:0:0:0:0:0'/>" VIRTIO END, NULL, "address.zero", NULL},
	{"kvm", BRIDGE "<mac address='2:0:0:0:0:1'/>" VIRTIO END, NULL, "address.parent", NULL},
	{"kvm", PASSED "<mac address='2:0:0:0:0:1'/>" VIRTIO END, NULL, "", "mode.passthrough"},
	{"kvm", ON_P1 "<mac address='52:54:00:00:00:77'/>" VIRTIO END, NULL, "address.taken", NULL},
	{"kvm", ON_P1 "<mac address='52:54:00:00:00:77'/>" VIRTIO "<target dev='macvtap7'/>" END, NULL, "",
	 "reach.host"},
	{"kvm", BRIDGE VIRTIO END, NULL, "", "address.missing"},
	/* cards */
	{"kvm", "<interface type='direct'><source dev='p0' mode='bridge'/>" ADDRESS VIRTIO END, NULL,
	 "filter.untrusted", NULL},
	{"kvm", BRIDGE ADDRESS "<model type='e1000e'/>" END, NULL, "filter.model", NULL},
	{"kvm", BRIDGE ADDRESS "<model type='new'/>" END, NULL, "filter.model", "card.unknown"},
	{"kvm", BRIDGE ADDRESS END, NULL, "filter.model card.plain", NULL},
	{"kvm", BRIDGE ADDRESS "<model type='rtl8139'/><driver name='vhost'/>" END, NULL,
	 "filter.model card.plain card.driver", NULL},
	{"qemu", BRIDGE ADDRESS VIRTIO "<driver name='vhost'/>" END, NULL, "vhost.ignored", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<driver queues='257'/>" END, NULL, "queues.limit", NULL},
	{"kvm", BRIDGE ADDRESS VIRTIO "<driver queues='4'/>" END, NULL, "", "queues.vcpus"},
	{"kvm", BRIDGE ADDRESS VIRTIO END, NULL, "", "known.version"},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

/* ---- trying ---- */

static char folder[] = "/tmp/mvc-domain-XXXXXX";
static const char *seen[8 * ROWS]; /* ids that were found, static storage of the tables */
static size_t seen_count;

/* The network's file if it begins with an n, else the domain's. */
static const char *write_file(const char *name, const char *content)
{
	static char paths[2][128];
	char *path = paths[*name == 'n'];
	FILE *file;

	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	file = fopen(path, "we");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(content, file);
	fclose(file);
	return path;
}

static const char *write_domain(const char *type, const char *interfaces)
{
	char content[4096];

	snprintf(content, sizeof content,
		 "<domain type='%s'>\n<name>d</name>\n<vcpu>2</vcpu>\n<devices>\n%s</devices>\n</domain>\n",
		 type, interfaces);
	return write_file("domain.xml", content);
}

static struct examined examine_files(const char *domain, const char *network)
{
	const struct invoked *program =
		invoke(PROGRAM, (const char *const[]){"domain", "--json", domain, network, NULL});

	return (struct examined){.code = program->code,
				 .text = strdup(program->out),
				 .json = json_loads(program->out, 0, NULL)};
}

static void note_seen(const char *id)
{
	const struct check *const tables[] = {standing_checks, interface_checks};
	const size_t counts[] = {standing_check_count, interface_check_count};

	for (size_t table = 0; table < 2; table++) {
		for (size_t i = 0; i < counts[table]; i++) {
			if (!strcmp(tables[table][i].id, id))
				seen[seen_count++ % (sizeof seen / sizeof seen[0])] = tables[table][i].id;
		}
	}
}

/* Ids of what stops or limits this interface. */
static void list_findings(const struct examined *examined, const char *interface, char *list, size_t size)
{
	json_t *finding;
	size_t index;

	*list = '\0';
	json_array_foreach(json_object_get(examined->json, "findings"), index, finding)
	{
		const char *severity = text_of(finding, "severity");

		note_seen(text_of(finding, "id"));
		if (strcmp(text_of(finding, "subject"), interface) != 0 ||
		    (strcmp(severity, "stops") != 0 && strcmp(severity, "limits") != 0))
			continue;
		snprintf(list + strlen(list), size - strlen(list), "%s%s", *list ? " " : "",
			 text_of(finding, "id"));
	}
}

static bool has_finding(const struct examined *examined, const char *id, const char *interface)
{
	return finding_of(examined, id, "note", interface) || finding_of(examined, id, "unseen", interface);
}

static void finds_exactly_what_is_wrong(void)
{
	start_guest();
	for (size_t i = 0; i < ROWS; i++) {
		const char *network = rows[i].network ? write_file("network.xml", rows[i].network) : NULL;
		struct examined examined =
			examine_files(write_domain(rows[i].type, rows[i].interfaces), network);
		bool also = !rows[i].also || has_finding(&examined, rows[i].also, "net0");
		char found[1024];

		list_findings(&examined, "net0", found, sizeof found);
		if (!also || strcmp(found, rows[i].found) != 0)
			fprintf(stderr, "%s %s: not '%s' (%s), but '%s'\n%s", rows[i].type,
				rows[i].interfaces, rows[i].found, rows[i].also ? rows[i].also : "", found,
				examined.text);
		CU_ASSERT_STRING_EQUAL(found, rows[i].found);
		CU_ASSERT(also);
		examined_free(&examined);
	}
}

static void expect_of(const char *interfaces, const char *network, const char *interface,
		      const char *findings)
{
	const char *path = network ? write_file("network.xml", network) : NULL;
	struct examined examined = examine_files(write_domain("kvm", interfaces), path);
	char found[1024];

	list_findings(&examined, interface, found, sizeof found);
	CU_ASSERT_STRING_EQUAL(found, findings);
	examined_free(&examined);
}

static void expect_not_found(const char *interfaces, const char *id)
{
	struct examined examined = examine_files(write_domain("kvm", interfaces), NULL);

	CU_ASSERT_PTR_NOT_NULL(examined.json);
	CU_ASSERT_FALSE(has_finding(&examined, id, "net0"));
	examined_free(&examined);
}

/* What only the second of two has. */
static void finds_what_the_second_has(void)
{
	static const char pool[] = NETWORK("<forward mode='passthrough'><interface dev='p0'/></forward>");
	static const char two[] =
		NETWORK("<forward mode='bridge'><interface dev='p1'/><interface dev='p0'/></forward>");

	expect_of(BRIDGE ADDRESS VIRTIO END BRIDGE ADDRESS VIRTIO END, NULL, "net1", "address.twice");
	expect_of(BRIDGE ADDRESS VIRTIO END ON_P1 ADDRESS VIRTIO END, NULL, "net1", "address.elsewhere");
	expect_of(OF("n") OF("n"), pool, "net1", "network.pool");
	/* a guest that runs is not in its own way */
	expect_not_found(ON_P1 "<mac address='52:54:00:00:00:77'/>" VIRTIO "<target dev='macvtap7'/>" END,
			 "word.reserved");
	/* the parent with the fewest guests is the other one: the same address does no harm on one parent */
	expect_of(OF("n") OF("n"), two, "net1", "address.elsewhere");
}

/* A sentence stays one, however many there are. */
static void names_a_few_of_many(void)
{
	char interfaces[2048] = "";
	struct examined examined;

	for (int i = 0; i < 12; i++)
		strcat(interfaces, VEPA VIRTIO END "\n");
	examined = examine_files(write_domain("kvm", interfaces), NULL);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(text_of(finding_of(&examined, "mode.vepa_siblings", "limits", "net3"), "what"),
		       "it and net0, net1, net2, net4, net5, net6, net7, net8 and 3 others reach each other "
		       "only if"));
	examined_free(&examined);
}

/* There is a /dev/vhost-net, or there is none: either is right, if it is what the host has. */
static void asks_the_host_for_vhost(void)
{
	expect_of(BRIDGE ADDRESS VIRTIO "<driver name='vhost'/>" END, NULL, "net0",
		  access("/dev/vhost-net", R_OK | W_OK) ? "vhost.missing" : "");
	note_seen("vhost.missing");
}

static void says_file_and_line(void)
{
	const char *path = write_domain("kvm", "\n\n<interface type='direct'>\n<source dev='eth7'/>\n" END);
	struct examined examined = examine_files(path, NULL);
	const json_t *finding = finding_of(&examined, "parent.missing", "stops", "net0");
	char place[256];

	snprintf(place, sizeof place, "%s:7", path);
	CU_ASSERT_EQUAL(examined.code, 1);
	CU_ASSERT_STRING_EQUAL(text_of(finding, "place"), place);
	CU_ASSERT_PTR_NOT_NULL(strstr(text_of(finding, "what"), "no device 'eth7'"));
	examined_free(&examined);
}

/* Nothing stops the interface, but its parent is down. */
static void a_guest_needs_its_parent(void)
{
	struct examined examined = examine_files(
		write_domain("kvm", TRUSTED "<source dev='p2' mode='bridge'/>" ADDRESS VIRTIO END), NULL);
	const json_t *interface = json_array_get(json_object_get(examined.json, "interfaces"), 0);

	CU_ASSERT_PTR_NOT_NULL(finding_of(&examined, "link.down", "stops", "p2"));
	CU_ASSERT(json_is_false(json_object_get(interface, "ready")));
	CU_ASSERT_EQUAL(examined.code, 1);
	examined_free(&examined);
}

static void says_how_it_went_by_exit_code(void)
{
	struct examined works = examine_files(write_domain("kvm", BRIDGE ADDRESS VIRTIO END), NULL);
	struct examined other = examine_files(write_domain("kvm", "<interface type='user'/>"), NULL);
	struct examined network =
		examine_files(write_file("network.xml", NETWORK("<forward mode='vepa' dev='p0'/>")), NULL);
	struct examined bad =
		examine_files(write_file("domain.xml", "<domain>\n<devices>\n</domain>\n"), NULL);

	CU_ASSERT_EQUAL(works.code, 0);
	CU_ASSERT_EQUAL(other.code, 4);
	CU_ASSERT_EQUAL(network.code, 0);
	CU_ASSERT(has_finding(&network, "mode.vepa", "n.p0"));
	CU_ASSERT_EQUAL(bad.code, 2);
	CU_ASSERT_STRING_EQUAL(bad.text, "");
	examined_free(&works);
	examined_free(&other);
	examined_free(&network);
	examined_free(&bad);
}

/* ---- building it ---- */

static const struct invoked *run_files(const char *domain, const char *option)
{
	char results[128];

	snprintf(results, sizeof results, "--results=%s/results", folder);
	return invoke(PROGRAM, (const char *const[]){"domain", "--run", "--no-progress", results, domain,
						     option, NULL});
}

static size_t count_of(const char *text, const char *words)
{
	size_t count = 0;

	for (; (text = strstr(text, words)); text++)
		count++;
	return count;
}

static void remove_results(void)
{
	static const char *const names[] = {"junit.xml", "results.json", "report.html", "logbook"};
	char path[256];

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(path, sizeof path, "%s/results/%s", folder, names[i]);
		CU_ASSERT_EQUAL(unlink(path), 0);
	}
	snprintf(path, sizeof path, "%s/results", folder);
	CU_ASSERT_EQUAL(rmdir(path), 0);
}

/* Two that work and one that cannot be tried: what is found, what was run, in which report. */
static void builds_what_is_asked_for(void)
{
	const char *domain = write_domain("kvm", BRIDGE ADDRESS VIRTIO END OTHER BRIDGE VIRTIO ADDRESS END);
	const struct invoked *program = run_files(domain, NULL);
	char path[256];
	const char *junit;

	CU_ASSERT_EQUAL(program->code, 1); /* by what was found: the cases passed */
	CU_ASSERT_STRING_EQUAL(program->err, "");
	CU_ASSERT_PTR_NOT_NULL(strstr(program->out, "net1 (")); /* the findings, and then the run */
	CU_ASSERT_PTR_NOT_NULL(
		strstr(program->out, "\nnet2 is not tried: another one on its parent has its address.\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(program->out, " passed, 0 failed, "));
	snprintf(path, sizeof path, "%s/results/junit.xml", folder);
	junit = file_text(path);
	CU_ASSERT_EQUAL(count_of(junit, "classname=\"macvtap-conform.domain.net0\""), 10);
	CU_ASSERT_EQUAL(count_of(junit, "classname=\"macvtap-conform.domain.net1\""), 10);
	CU_ASSERT_EQUAL(count_of(junit, "classname=\"macvtap-conform.domain.net2\""), 0);
	CU_ASSERT(count_of(junit, "classname=\"macvtap-conform.isolation.bridge\"") > 10);
	CU_ASSERT_EQUAL(count_of(junit, "classname=\"macvtap-conform.isolation.vepa\""), 0);
	CU_ASSERT_EQUAL(count_of(junit, "classname=\"macvtap-conform.queue"), 0);
	remove_results();
}

/* A parent that is not here: found, and tried on its stand-in all the same. */
static void tries_on_a_stand_in(void)
{
	const struct invoked *program =
		run_files(write_domain("kvm", TRUSTED "<source dev='eth7' mode='passthrough'/>" ADDRESS VIRTIO
						      "<driver queues='2'/>" END),
			  "--json=/dev/null");

	CU_ASSERT_EQUAL(program->code, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(program->out, "no device 'eth7'"));
	CU_ASSERT_PTR_NOT_NULL(strstr(program->out, " passed, 0 failed, "));
	remove_results();
}

/* One line, exit code 2, and no folder for results. */
static void expect_harmless(const char *domain)
{
	const struct invoked *program = run_files(domain, NULL);
	char path[128];

	CU_ASSERT_EQUAL(program->code, 2);
	CU_ASSERT_STRING_EQUAL(program->out, "");
	CU_ASSERT_EQUAL(lines_in(program->err), 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(program->err, "domain.xml:1: a document type is declared"));
	snprintf(path, sizeof path, "%s/results", folder);
	CU_ASSERT_EQUAL(access(path, F_OK), -1);
}

static void runs_nothing_where_there_is_nothing(void)
{
	CU_ASSERT_EQUAL(run_files(write_domain("kvm", "<interface type='user'/>"), NULL)->code, 4);
	CU_ASSERT_EQUAL(run_files(write_domain("kvm", BRIDGE "<mac address='x'/>" END), NULL)->code, 1);
	CU_ASSERT_EQUAL(run_files(write_domain("kvm", BRIDGE END), "--json")->code, 2);
	expect_harmless(
		write_file("domain.xml", "<!DOCTYPE d [<!ENTITY x SYSTEM '/etc/passwd'>]><d>&x;</d>"));
}

static bool was_seen(const char *id)
{
	for (size_t i = 0; i < seen_count && i < sizeof seen / sizeof seen[0]; i++) {
		if (!strcmp(seen[i], id))
			return true;
	}
	return false;
}

static void expect_all_seen(const struct check *checks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		/* take a device of 8021q, which is not everywhere: test_domain.c makes one up */
		if (!strcmp(checks[i].id, "mode.passthrough_parent") ||
		    !strcmp(checks[i].id, "mode.vlan_device") || was_seen(checks[i].id))
			continue;
		fprintf(stderr, "%s was not seen to be found\n", checks[i].id);
		CU_FAIL("a finding that was not tried");
	}
}

/* Last: of what the other tests have found. */
static void each_finding_was_seen(void)
{
	expect_all_seen(standing_checks, standing_check_count);
	expect_all_seen(interface_checks, interface_check_count);
	unlink(write_domain("", ""));
	unlink(write_file("network.xml", " "));
	CU_ASSERT_EQUAL(rmdir(folder), 0);
}

static const struct selftest tests[] = {
	{"says how it went by exit code", says_how_it_went_by_exit_code}, /* before a guest runs */
	{"finds exactly what is wrong", finds_exactly_what_is_wrong},
	{"finds what the second has", finds_what_the_second_has},
	{"names a few of many", names_a_few_of_many},
	{"asks the host for vhost", asks_the_host_for_vhost},
	{"says file and line", says_file_and_line},
	{"a guest needs its parent", a_guest_needs_its_parent},
	{"builds what is asked for", builds_what_is_asked_for},
	{"tries on a stand-in", tries_on_a_stand_in},
	{"runs nothing where there is nothing", runs_nothing_where_there_is_nothing},
	{"each finding was seen", each_finding_was_seen},
};

int main(void)
{
	if (!mkdtemp(folder)) {
		perror(folder);
		return 1;
	}
	make_host();
	return selftest_main("kernel_domain", tests, sizeof tests / sizeof tests[0]);
}
