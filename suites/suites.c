/* suites.c - what this program can prove. A suite is added here and nowhere else. */
#include "harness/case/case.h"
#include "harness/net/vhost.h"
#include "harness/virt/libvirtd.h"
#include "harness/virt/qemu.h"
#include "suites/change/change.h"
#include "suites/change/requirements.h"
#include "suites/domain/domain.h"
#include "suites/filter/filter.h"
#include "suites/filter/requirements.h"
#include "suites/flood/flood.h"
#include "suites/flood/requirements.h"
#include "suites/isolation/isolation.h"
#include "suites/isolation/requirements.h"
#include "suites/lifecycle/lifecycle.h"
#include "suites/lifecycle/requirements.h"
#include "suites/link/link.h"
#include "suites/link/requirements.h"
#include "suites/offload/offload.h"
#include "suites/offload/requirements.h"
#include "suites/queue/queue.h"
#include "suites/queue/requirements.h"
#include "suites/source/requirements.h"
#include "suites/source/source.h"
#include "suites/tap/requirements.h"
#include "suites/tap/tap.h"
#include "suites/vhost/requirements.h"
#include "suites/vhost/vhost.h"
#include "suites/virt/install/install.h"
#include "suites/virt/install/requirements.h"
#include "suites/virt/libvirt/libvirt.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/qemu/qemu.h"
#include "suites/virt/qemu/requirements.h"

const struct suite suites[] = {
	{"isolation", isolation_add_cases, isolation_requirements, ISOLATION_REQUIREMENT_COUNT, NULL},
	{"model", model_add_cases, model_requirements, MODEL_REQUIREMENT_COUNT, NULL},
	{"flood", flood_add_cases, flood_requirements, FLOOD_REQUIREMENT_COUNT, NULL},
	{"source", source_add_cases, source_requirements, SOURCE_REQUIREMENT_COUNT, NULL},
	{"link", link_add_cases, link_requirements, LINK_REQUIREMENT_COUNT, NULL},
	{"lifecycle", lifecycle_add_cases, lifecycle_requirements, LIFECYCLE_REQUIREMENT_COUNT, NULL},
	{"filter", filter_add_cases, filter_requirements, FILTER_REQUIREMENT_COUNT, NULL},
	{"tap", tap_add_cases, tap_requirements, TAP_REQUIREMENT_COUNT, NULL},
	{"queue", queue_add_cases, queue_requirements, QUEUE_REQUIREMENT_COUNT, NULL},
	{"change", change_add_cases, change_requirements, CHANGE_REQUIREMENT_COUNT, NULL},
	{"offload", offload_add_cases, offload_requirements, OFFLOAD_REQUIREMENT_COUNT, NULL},
	{"vhost", vhost_add_cases, vhost_requirements, VHOST_REQUIREMENT_COUNT, vhost_lacking},
	{"domain", domain_add_cases, NULL, 0, NULL},
	{"virt.libvirt", virt_libvirt_add_cases, virt_libvirt_requirements, VIRT_LIBVIRT_REQUIREMENT_COUNT,
	 libvirt_lacking},
	{"virt.install", virt_install_add_cases, virt_install_requirements, VIRT_INSTALL_REQUIREMENT_COUNT,
	 virt_install_lacking},
	{"virt.qemu", virt_qemu_add_cases, virt_qemu_requirements, VIRT_QEMU_REQUIREMENT_COUNT, qemu_lacking},
	{.name = NULL},
};
