/* libvirtd.h - a real libvirtd of our own, with what it is asked to do: in the case's network namespace, in mount and pid
 * namespaces of its own (keeper.h), with its own folders and its own /dev. It starts real QEMUs.
 *
 * One serves all cases of a process. Verbs that begin with try_ return libvirt's answer, which is what most cases are about; the
 * others end the case as BROKEN if libvirt says no. Domains and networks go by their names.
 */
#ifndef MVC_VIRT_LIBVIRTD_H
#define MVC_VIRT_LIBVIRTD_H

#include <stdbool.h>
#include <stddef.h>

#define LIBVIRT_URI "qemu:///system" /* as users type it; the case's /run is its own */

/* What libvirt said: 0, or its error code (VIR_ERR_*, libvirt/virterror.h) and its words. */
struct reply {
	int code;
	char text[512];
};

struct libvirtd;

/* What a libvirtd of our own would need and is not there, as a reason to skip: a guest (core/guest_folder.h), libvirt or QEMU; NULL
 * if nothing is missing. Static storage. */
const char *libvirt_lacking(void);

/* Ends all domains and networks of the daemon of this process, if it has one. */
void libvirtd_empty(void);

/* The daemon of this process, started if there is none, and empty. Skips if libvirt or QEMU
 * is missing, or no guest is there to boot; BROKEN if the daemon does not start. The calling thread is to be in the namespaces of a testbed
 * (netns_enter_private). Lives as long as the process. */
struct libvirtd *libvirtd_standing(void);

/* How it is restarted: as an administrator does, or killed (SIGKILL) and started again. Guests live on. Returns when the new one
 * answers. */
enum libvirtd_restart { RESTARTED, KILLED_AND_STARTED };
void libvirtd_restart(struct libvirtd *libvirtd, enum libvirtd_restart how);

/* ---- domains ---- */

enum domain_start {
	RUNNING,
	PAUSED, /* QEMU is there, its guest has not begun */
};

/* A transient domain, and the end of one (virsh create, virsh destroy). */
struct reply try_domain_create(struct libvirtd *libvirtd, const char *xml, enum domain_start start);
struct reply try_domain_destroy(struct libvirtd *libvirtd, const char *name);

struct reply try_domain_suspend(struct libvirtd *libvirtd, const char *name);
struct reply try_domain_resume(struct libvirtd *libvirtd, const char *name);

/* A device of one that is running, given as XML. A guest that does not let go of a device keeps it, whatever libvirt has said. */
struct reply try_device_attach(struct libvirtd *libvirtd, const char *name, const char *xml);
struct reply try_device_detach(struct libvirtd *libvirtd, const char *name, const char *xml);
struct reply try_device_update(struct libvirtd *libvirtd, const char *name, const char *xml);

bool domain_is_active(struct libvirtd *libvirtd, const char *name);

/* Returns when libvirt has done with a transient domain whose QEMU has ended by itself, and knows it no more: whoever asks anything
 * of it waits for that. False if it knows it still. */
bool domain_await_end(struct libvirtd *libvirtd, const char *name);

/* What libvirt says that it is (virsh dumpxml); the caller's to free. */
char *domain_xml(struct libvirtd *libvirtd, const char *name);

/* What its QEMU answers to this command (QMP, JSON); the caller's to free. */
char *domain_monitor(struct libvirtd *libvirtd, const char *name, const char *command);

/* ---- networks ---- */

/* A transient network, and the end of one (virsh net-create, net-destroy). */
struct reply try_network_create(struct libvirtd *libvirtd, const char *xml);
struct reply try_network_destroy(struct libvirtd *libvirtd, const char *name);

/* ---- sabotage ---- */

/* Called with every XML that libvirt is about to be given; what it returns is given instead, and is not freed. NULL in the product;
 * the project's own tests put a saboteur here. */
extern const char *(*xml_sabotage)(const char *xml);

#endif
