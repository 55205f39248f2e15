/* doctor_setups.h - hosts for the doctor, in order and broken, each built in namespaces that the caller has entered: a parent p0 (or
 * t0) and its children mvt0, mvt1. What has to outlive the building process keeps its descriptors across exec.
 */
#ifndef MVC_SELFTEST_DOCTOR_SETUPS_H
#define MVC_SELFTEST_DOCTOR_SETUPS_H

/* Exit code of a set-up that this kernel cannot make. */
enum { NO_SUCH_KIND = 77 };

/* Nothing is wrong in these. */
void make_parent(void);
void in_order(void);
void in_order_with_nodes_of_its_own(void);
void on_a_tap(void);
void with_a_guest_up(void);

/* Somebody else has the parent. Those that not every kernel can make end the process with NO_SUCH_KIND; that a macvtap is refused there
 * with EBUSY has been tried. */
void in_a_bridge(void);
void in_a_bond(void);
void in_a_team(void);
void in_a_ring(void);
void in_an_open_vswitch(void);
void below_an_ipvlan(void);
void below_macsec(void);
void with_passthru(void);
void with_passthru_elsewhere(void);

/* Nodes: strangers', missing, wrong, forbidden. An own /dev is one without /dev/net/tun and /dev/vhost-net, too. */
void with_a_strangers_node(void);
void with_a_stranger_ahead(void);
void without_nodes(void);
void with_one_node_missing(void);
void with_a_file_for_a_node(void);
void with_a_dev_without_devices(void);
void in_a_cgroup_that_forbids(void);
void as_a_user(void);
void with_a_vhost_of_roots(void);

/* Settings and states of the parent, or of its children. */
void without_segmentation(void);
void without_scatter_gather(void);
void without_gro(void);
void with_small_frames(void);
void down(void);
void unplugged(void);
void with_twins(void);
void with_a_short_queue(void);

/* What is no parent. */
void empty(void);
void on_packets(void);
void without_sysfs(void);
void one_and_a_half(void);

#endif
