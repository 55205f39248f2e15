/* libvirt_api.h - inside harness/virt: the functions of libvirt's C API that are called here, found at run time. So the program
 * needs no libvirt to be built or started, and speaks to any that is there. What is declared here holds for every libvirt
 * since 1.2: its API never changes.
 *
 * Source: libvirt's API reference (html/libvirt-libvirt-domain.html ...-network.html, ...-host.html).
 */
#ifndef MVC_VIRT_LIBVIRT_API_H
#define MVC_VIRT_LIBVIRT_API_H

/* clang-format off */
typedef struct virConnect *virConnectPtr;
typedef struct virDomain *virDomainPtr;
typedef struct virNetwork *virNetworkPtr;
typedef struct virError *virErrorPtr;
typedef void (*virErrorFunc)(void *userData, virErrorPtr error);

/* NAME(result, function, parameters): of libvirt.so.0 */
#define LIBVIRT_FUNCTIONS(NAME) \
	NAME(virConnectPtr, virConnectOpen, (const char *name)) \
	NAME(int, virConnectClose, (virConnectPtr conn)) \
	NAME(int, virConnectGetLibVersion, (virConnectPtr conn, unsigned long *libVer)) \
	NAME(int, virConnectGetVersion, (virConnectPtr conn, unsigned long *hvVer)) \
	NAME(int, virConnectListAllDomains, (virConnectPtr conn, virDomainPtr **domains, unsigned int flags)) \
	NAME(int, virConnectListAllNetworks, (virConnectPtr conn, virNetworkPtr **networks, unsigned int flags)) \
	NAME(int, virGetLastErrorCode, (void)) \
	NAME(void, virSetErrorFunc, (void *userData, virErrorFunc handler)) \
	NAME(const char *, virGetLastErrorMessage, (void)) \
	NAME(virDomainPtr, virDomainCreateXML, (virConnectPtr conn, const char *xml, unsigned int flags)) \
	NAME(virDomainPtr, virDomainLookupByName, (virConnectPtr conn, const char *name)) \
	NAME(int, virDomainFree, (virDomainPtr domain)) \
	NAME(int, virDomainDestroy, (virDomainPtr domain)) \
	NAME(int, virDomainUndefine, (virDomainPtr domain)) \
	NAME(int, virDomainIsActive, (virDomainPtr domain)) \
	NAME(int, virDomainSuspend, (virDomainPtr domain)) \
	NAME(int, virDomainResume, (virDomainPtr domain)) \
	NAME(int, virDomainAttachDeviceFlags, (virDomainPtr domain, const char *xml, unsigned int flags)) \
	NAME(int, virDomainUpdateDeviceFlags, (virDomainPtr domain, const char *xml, unsigned int flags)) \
	NAME(int, virDomainDetachDeviceFlags, (virDomainPtr domain, const char *xml, unsigned int flags)) \
	NAME(char *, virDomainGetXMLDesc, (virDomainPtr domain, unsigned int flags)) \
	NAME(virNetworkPtr, virNetworkCreateXML, (virConnectPtr conn, const char *xml)) \
	NAME(virNetworkPtr, virNetworkLookupByName, (virConnectPtr conn, const char *name)) \
	NAME(int, virNetworkFree, (virNetworkPtr network)) \
	NAME(int, virNetworkDestroy, (virNetworkPtr network))

/* of libvirt-qemu.so.0 */
#define LIBVIRT_QEMU_FUNCTIONS(NAME) \
	NAME(int, virDomainQemuMonitorCommand, (virDomainPtr domain, const char *cmd, char **result, unsigned int flags))

/* The values are libvirt's. */
enum {
	API_START_PAUSED = 1 << 0,      /* VIR_DOMAIN_START_PAUSED */
	API_AFFECT_LIVE = 1 << 0,       /* VIR_DOMAIN_AFFECT_LIVE */
};

#define DECLARE_FUNCTION(result, name, parameters) result (*name) parameters;
struct libvirt_api {
	LIBVIRT_FUNCTIONS(DECLARE_FUNCTION)
	LIBVIRT_QEMU_FUNCTIONS(DECLARE_FUNCTION)
};
#undef DECLARE_FUNCTION
/* clang-format on */

/* Finds them, once. Skips if there is no libvirt, or one too old to have them all. */
const struct libvirt_api *libvirt_api(void);

#endif
