/* checks.h - inside the doctor: every check there is, by subject. table.c says what each means. */
#ifndef MVC_DOCTOR_CHECKS_H
#define MVC_DOCTOR_CHECKS_H

#include "harness/doctor/exam.h"

extern const struct check host_checks[], guest_checks[], parent_checks[];
extern const size_t host_check_count, guest_check_count, parent_check_count;

/* ---- check_host.c ---- */
void look_at_macvtap(struct exam *exam);
void look_at_queue_length(struct exam *exam);
void look_at_sysfs(struct exam *exam);
void look_at_namespaces(struct exam *exam);
void look_at_vhost(struct exam *exam);
void look_at_tun(struct exam *exam);
void look_for_parents(struct exam *exam);
void look_always(struct exam *exam); /* found, on every host */

/* ---- check_nodes.c ---- */
void look_at_cgroup(struct exam *exam);
void look_at_dev(struct exam *exam);
void look_at_dev_options(struct exam *exam);
void look_for_missing_nodes(struct exam *exam);
void look_for_files(struct exam *exam);
void look_for_strangers(struct exam *exam);
void look_ahead(struct exam *exam);
void look_at_permissions(struct exam *exam);

/* ---- check_port.c: who takes the parent's frames ---- */
void look_at_owner(struct exam *exam);
void look_for_passthru(struct exam *exam);
void look_at_addresses(struct exam *exam);

/* ---- check_parent.c: what kind of device it is ---- */
void look_at_loopback(struct exam *exam);
void look_at_type(struct exam *exam);
void look_at_child(struct exam *exam);
void look_at_wireless(struct exam *exam);
void look_at_virtual_function(struct exam *exam);
void look_outside(struct exam *exam);

/* ---- check_link.c: its state ---- */
void look_at_flags(struct exam *exam);
void look_at_carrier(struct exam *exam);
void look_at_mtu(struct exam *exam);
void look_at_gro(struct exam *exam);
void look_at_lro(struct exam *exam);
void look_at_segmentation(struct exam *exam);
void look_at_vlan_filter(struct exam *exam);

/* ---- check_filter.c: what it lets in for its children ---- */
void look_at_unicast_filter(struct exam *exam);
void look_at_broadcast_queue(struct exam *exam);

#endif
