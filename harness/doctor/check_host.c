/* check_host.c - the kernel, and what else is the same for all parents. */
#include "harness/core/verdict.h"
#include "harness/doctor/checks.h"
#include "harness/doctor/doctor.h"

#include <errno.h>
#include <string.h>

static const char as_root[] = "sudo macvtap-conform doctor";

static void judge_macvtap(struct exam *exam)
{
	const struct answer *answer = &exam->host->probe.macvtap;
	char words[256];

	if (!answer->error)
		return;
	snprintf(words, sizeof words, "%s%s%s", errno_name(answer->error), *answer->text ? ": " : "",
		 answer->text);
	found(exam, &(struct evidence){.word = words});
}

void look_at_macvtap(struct exam *exam)
{
	switch (exam->host->probe.state) {
	case PROBE_DONE:
		judge_macvtap(exam);
		break;
	case PROBE_NO_NAMESPACE:
		unseen(exam,
		       "Whether this kernel has macvtap was not tried: this user may make no namespace to "
		       "try it in.",
		       as_root);
		break;
	case PROBE_NO_PARENT:
		unseen(exam,
		       "Whether this kernel has macvtap was not tried: it makes neither veth, nor dummy, nor "
		       "bridge to "
		       "try it on.",
		       "modprobe veth");
		break;
	case PROBE_DIED:
		unseen(exam,
		       "Whether this kernel has macvtap could not be tried: the attempt did not come to its "
		       "end.",
		       "dmesg | tail");
		break;
	}
}

static bool has_macvtap(const struct host *host)
{
	return host->probe.state == PROBE_DONE && !host->probe.macvtap.error;
}

void look_at_queue_length(struct exam *exam)
{
	if (has_macvtap(exam->host) && !exam->host->probe.queue_length)
		found(exam, &(struct evidence){0});
}

void look_at_sysfs(struct exam *exam)
{
	if (!exam->host->sysfs_is_ours)
		found(exam, &(struct evidence){0});
}

void look_at_namespaces(struct exam *exam)
{
	if (!exam->host->namespaces_unseen)
		return;
	unseen(exam,
	       "Not all network namespaces of this host could be looked into: macvlans, macvtaps and ipvlans "
	       "in them "
	       "are not known.",
	       exam->host->is_root ? "" : as_root);
}

void look_at_vhost(struct exam *exam)
{
	switch (exam->host->vhost) {
	case FILE_ABSENT:
		found(exam, &(struct evidence){0});
		break;
	case FILE_FORBIDDEN:
		found(exam, &(struct evidence){
				    .what = "This user may not open /dev/vhost-net.",
				    .remedy = "ls -l /dev/vhost-net    # and join the group it belongs to:\n"
					      "sudo usermod -a -G kvm \"$USER\"    # then log in anew"});
		break;
	case FILE_USABLE:
		if (exam->host->vhost_is_loadable)
			unseen(exam,
			       "There is a /dev/vhost-net, but its driver is not loaded yet: whoever opens "
			       "it first will "
			       "have it loaded, if there is one.",
			       "modprobe vhost_net");
		break;
	}
}

void look_at_tun(struct exam *exam)
{
	if (exam->host->tun == FILE_ABSENT)
		found(exam, &(struct evidence){0});
}

void look_for_parents(struct exam *exam)
{
	size_t place = 0;

	if (exam->diagnosis->wanted == ANY_PARENT && !host_next_parent(exam->host, &place))
		found(exam, &(struct evidence){0});
}

void look_always(struct exam *exam)
{
	found(exam, &(struct evidence){0});
}
