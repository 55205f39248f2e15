#include "harness/selftest/radio.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/generic.h"
#include "harness/selftest/module.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

/* Of mac80211_hwsim's own family, which the kernel exports no header for (drivers/net/wireless/virtual/mac80211_hwsim.h). */
#define HWSIM_FAMILY "MAC80211_HWSIM"
enum { HWSIM_CMD_NEW_RADIO = 4 };

/* No Wi-Fi Direct, which takes its time to begin. */
#define NETWORK "p2p_disabled=1\nnetwork={\n\tssid=\"trial\"\n\tkey_mgmt=NONE\n"

static pid_t start(void)
{
	pid_t process;

	fflush(NULL);
	process = fork();
	if (process < 0)
		broken("cannot start a process: %s", errno_name(errno));
	return process;
}

static int make_radio(void)
{
	return generic_ask(&(struct generic_request){.family = HWSIM_FAMILY, .command = HWSIM_CMD_NEW_RADIO});
}

bool radios_make(void)
{
	int error = make_radio();

	if (error == ENOENT) {
		module_load("mac80211_hwsim", "radios=0"); /* no other module asks for it by its name */
		error = make_radio();
	}
	if (error == ENOENT)
		return false;
	if (error || (error = make_radio()))
		broken("cannot make a radio: %s", errno_name(error));
	return true;
}

static _Noreturn void become_supplicant(const char *device, const char *network)
{
	int out = open("/dev/null", O_WRONLY), file = memfd_create("network", 0);
	char path[64];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	if (out < 0 || file < 0 || write(file, network, strlen(network)) < 0)
		_exit(1);
	dup2(out, STDOUT_FILENO);
	execlp("wpa_supplicant", "wpa_supplicant", "-i", device, "-c", path, (char *)NULL);
	perror("wpa_supplicant");
	_exit(1);
}

static void supply(struct links *links, const char *device, const char *network)
{
	if (start() == 0)
		become_supplicant(device, network);
	link_wait_running(links, device);
}

/* A scan that waits on a channel meets a beacon there; one that asks misses answers that come late, and tries again only after
 * five seconds. */
void radio_becomes_access_point(struct links *links, const char *device)
{
	supply(links, device, NETWORK "\tmode=2\n\tfrequency=2412\n\tbeacon_int=50\n}\n");
}

void radio_becomes_station(struct links *links, const char *device)
{
	supply(links, device, "passive_scan=1\n" NETWORK "\tscan_freq=2412\n}\n");
}
