/* checks.h - inside domain/: every check of an interface there is, by subject. table.c says what each means. */
#ifndef MVC_DOMAIN_CHECKS_H
#define MVC_DOMAIN_CHECKS_H

#include "harness/doctor/exam.h"
#include "harness/domain/plan.h"

struct child;

/* Whether this child is the interface at hand, of a guest that runs: by name and address, as in its live XML. */
bool is_itself(const struct exam *exam, const struct child *child);

extern const struct check standing_checks[];  /* of every interface */
extern const struct check interface_checks[]; /* of those that would be macvtaps */
extern const size_t standing_check_count, interface_check_count;

/* ---- check_standing.c: whether it would be a macvtap at all ---- */
void look_at_other_type(struct exam *exam);
void look_at_foreign_device(struct exam *exam);
void look_at_unknown_network(struct exam *exam);
void look_at_other_network(struct exam *exam);
void look_at_portgroup(struct exam *exam);
void look_at_empty_network(struct exam *exam);
void look_at_pool(struct exam *exam);
void look_at_functions(struct exam *exam);

/* ---- check_words.c: what libvirt refuses, or drops ---- */
void look_at_source(struct exam *exam);
void look_at_mode_word(struct exam *exam);
void look_at_trust_word(struct exam *exam);
void look_at_address_word(struct exam *exam);
void look_at_driver_word(struct exam *exam);
void look_at_mtu_element(struct exam *exam);
void look_at_vlan_element(struct exam *exam);
void look_at_nwfilter(struct exam *exam);
void look_at_target(struct exam *exam);
void look_at_target_name(struct exam *exam);
void look_at_virtualport(struct exam *exam);
void look_at_vdp(struct exam *exam);
void look_at_link_state(struct exam *exam);

/* ---- check_mode.c: who reaches whom ---- */
void look_for_parent(struct exam *exam);
void look_at_passthrough_sharers(struct exam *exam);
void look_at_passthrough_parent(struct exam *exam);
void look_at_vlan_devices(struct exam *exam);
void look_at_passthrough(struct exam *exam);
void look_at_vepa(struct exam *exam);
void look_at_vepa_siblings(struct exam *exam);
void look_at_private_siblings(struct exam *exam);
void look_at_mixed_siblings(struct exam *exam);
void look_at_default_mode(struct exam *exam);
void look_at_host(struct exam *exam);

/* ---- check_address.c ---- */
void look_at_group_address(struct exam *exam);
void look_at_zero_address(struct exam *exam);
void look_for_twins_in_files(struct exam *exam);
void look_for_twins_elsewhere(struct exam *exam);
void look_for_twins_on_parent(struct exam *exam);
void look_at_parents_address(struct exam *exam);
void look_at_missing_address(struct exam *exam);

/* ---- check_card.c ---- */
void look_at_untrusted(struct exam *exam);
void look_at_trusted_model(struct exam *exam);
void look_at_model(struct exam *exam);
void look_at_vnet_header(struct exam *exam);
void look_at_dropped_driver(struct exam *exam);
void look_at_missing_vhost(struct exam *exam);
void look_at_ignored_vhost(struct exam *exam);
void look_at_queue_limit(struct exam *exam);
void look_at_vcpus(struct exam *exam);

/* ---- differences.c: what depends on the version of something else ---- */
void look_at_differences(struct exam *exam);

#endif
