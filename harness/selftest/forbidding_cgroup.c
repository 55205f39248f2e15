#include "harness/selftest/forbidding_cgroup.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/selftest/bpf_program.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* Any folder will do to see the hierarchy by; nobody but this process does. */
static const char view[] = "/mnt";

static const char *cgroup_of(pid_t process, const char *file)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/mvc-doctor-%d%s", view, (int)process, file);
	return path;
}

/* The kernel's list of drivers: "246 macvtap". */
static int major_of_taps(void)
{
	AUTO_FCLOSE FILE *file = fopen("/proc/devices", "re");
	char line[128], name[64];
	int major;

	while (file && fgets(line, sizeof line, file)) {
		if (sscanf(line, "%d %63s", &major, name) == 2 && !strcmp(name, "macvtap"))
			return major;
	}
	broken("/proc/devices has no macvtap");
}

/* Whether a device may be opened: 1, or 0 for taps. To make nodes is allowed. */
static int load_policy(void)
{
	enum { OPENING = BPF_DEVCG_ACC_READ | BPF_DEVCG_ACC_WRITE };
	struct program program = {.count = 0};
	int fd;

	emit(&program, LOAD(BPF_W, BPF_REG_2, BPF_REG_1, offsetof(struct bpf_cgroup_dev_ctx, access_type)));
	emit(&program, LOAD(BPF_W, BPF_REG_3, BPF_REG_1, offsetof(struct bpf_cgroup_dev_ctx, major)));
	emit(&program, INSN(BPF_ALU64 | BPF_AND | BPF_K, BPF_REG_2, 0, 0, OPENING << 16));
	emit(&program, SKIP_IF(BPF_JEQ, BPF_REG_2, 0, 3));
	emit(&program, SKIP_IF(BPF_JNE, BPF_REG_3, major_of_taps(), 2));
	emit_answer(&program, 0);
	emit_answer(&program, 1);
	fd = bpf_prog_load(BPF_PROG_TYPE_CGROUP_DEVICE, "no_taps", "GPL", program.insn, program.count, NULL);
	if (fd < 0)
		broken("cannot load a device policy: %s", errno_name(errno));
	return fd;
}

static void join(void)
{
	AUTO_CLOSE int fd = open(cgroup_of(getpid(), "/cgroup.procs"), O_WRONLY | O_CLOEXEC);

	if (fd < 0 || dprintf(fd, "%d", (int)getpid()) < 0)
		broken("cannot join a cgroup: %s", errno_name(errno));
}

void enter_forbidding_cgroup(void)
{
	AUTO_CLOSE int cgroup = -1;

	if (mount("cgroup2", view, "cgroup2", 0, NULL) < 0 || mkdir(cgroup_of(getpid(), ""), 0755) < 0)
		broken("cannot make a cgroup: %s", errno_name(errno));
	cgroup = open(cgroup_of(getpid(), ""), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (cgroup < 0 || bpf_prog_attach(load_policy(), cgroup, BPF_CGROUP_DEVICE, 0) < 0)
		broken("cannot give a cgroup a device policy: %s", errno_name(errno));
	join();
}

/* By a process that can look at the hierarchy without anybody else seeing the mount. */
void remove_forbidding_cgroup(pid_t process)
{
	pid_t remover = fork();
	int status = 1;

	if (remover == 0)
		_exit(unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
		      mount("cgroup2", view, "cgroup2", 0, NULL) < 0 ||
		      (rmdir(cgroup_of(process, "")) < 0 && errno != ENOENT));
	if (remover < 0 || waitpid(remover, &status, 0) < 0 || status)
		fprintf(stderr, "the cgroup %s could not be removed\n", cgroup_of(process, ""));
}
