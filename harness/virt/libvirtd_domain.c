/* libvirtd_domain.c - what the daemon is asked to do with domains and networks. */
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/virt/libvirtd_connection.h"

#include <stdlib.h>

const char *(*xml_sabotage)(const char *xml);

static const char *given(const char *xml)
{
	return xml_sabotage ? xml_sabotage(xml) : xml;
}

static struct reply reply_of(const struct libvirtd *libvirtd, bool succeeded)
{
	struct reply reply = {0};

	if (succeeded)
		return reply;
	reply.code = libvirtd->api->virGetLastErrorCode();
	snprintf(reply.text, sizeof reply.text, "%s", libvirtd->api->virGetLastErrorMessage());
	return reply;
}

/* ---- domains ---- */

static virDomainPtr domain_named(const struct libvirtd *libvirtd, const char *name)
{
	virDomainPtr domain = libvirtd->api->virDomainLookupByName(libvirtd->connection, name);

	if (!domain)
		broken("no domain %s: %s", name, libvirtd->api->virGetLastErrorMessage());
	return domain;
}

static struct reply reply_with_domain(const struct libvirtd *libvirtd, virDomainPtr domain)
{
	struct reply reply = reply_of(libvirtd, domain);

	if (domain)
		libvirtd->api->virDomainFree(domain);
	return reply;
}

struct reply try_domain_create(struct libvirtd *libvirtd, const char *xml, enum domain_start start)
{
	return reply_with_domain(libvirtd,
				 libvirtd->api->virDomainCreateXML(libvirtd->connection, given(xml),
								   start == PAUSED ? API_START_PAUSED : 0));
}

/* Asks one thing of a domain that is there. */
static struct reply ask(struct libvirtd *libvirtd, const char *name, int (*question)(virDomainPtr domain))
{
	virDomainPtr domain = domain_named(libvirtd, name);
	struct reply reply = reply_of(libvirtd, question(domain) == 0);

	libvirtd->api->virDomainFree(domain);
	return reply;
}

struct reply try_domain_destroy(struct libvirtd *libvirtd, const char *name)
{
	return ask(libvirtd, name, libvirtd->api->virDomainDestroy);
}

struct reply try_domain_suspend(struct libvirtd *libvirtd, const char *name)
{
	return ask(libvirtd, name, libvirtd->api->virDomainSuspend);
}

struct reply try_domain_resume(struct libvirtd *libvirtd, const char *name)
{
	return ask(libvirtd, name, libvirtd->api->virDomainResume);
}

static struct reply ask_device(struct libvirtd *libvirtd, const char *name, const char *xml,
			       int (*question)(virDomainPtr domain, const char *xml, unsigned flags))
{
	virDomainPtr domain = domain_named(libvirtd, name);
	struct reply reply = reply_of(libvirtd, question(domain, given(xml), API_AFFECT_LIVE) == 0);

	libvirtd->api->virDomainFree(domain);
	return reply;
}

struct reply try_device_attach(struct libvirtd *libvirtd, const char *name, const char *xml)
{
	return ask_device(libvirtd, name, xml, libvirtd->api->virDomainAttachDeviceFlags);
}

struct reply try_device_detach(struct libvirtd *libvirtd, const char *name, const char *xml)
{
	return ask_device(libvirtd, name, xml, libvirtd->api->virDomainDetachDeviceFlags);
}

struct reply try_device_update(struct libvirtd *libvirtd, const char *name, const char *xml)
{
	return ask_device(libvirtd, name, xml, libvirtd->api->virDomainUpdateDeviceFlags);
}

bool domain_is_active(struct libvirtd *libvirtd, const char *name)
{
	virDomainPtr domain = libvirtd->api->virDomainLookupByName(libvirtd->connection, name);
	const bool active = domain && libvirtd->api->virDomainIsActive(domain) == 1;

	if (domain)
		libvirtd->api->virDomainFree(domain);
	return active;
}

bool domain_await_end(struct libvirtd *libvirtd, const char *name)
{
	virDomainPtr domain = libvirtd->api->virDomainLookupByName(libvirtd->connection, name);

	if (!domain)
		return true;
	libvirtd->api->virDomainDestroy(domain); /* in its turn, behind the end that is under way */
	libvirtd->api->virDomainFree(domain);
	domain = libvirtd->api->virDomainLookupByName(libvirtd->connection, name);
	if (domain)
		libvirtd->api->virDomainFree(domain);
	return !domain;
}

char *domain_xml(struct libvirtd *libvirtd, const char *name)
{
	virDomainPtr domain = domain_named(libvirtd, name);
	char *xml = libvirtd->api->virDomainGetXMLDesc(domain, 0);

	libvirtd->api->virDomainFree(domain);
	if (!xml)
		broken("libvirt does not describe %s: %s", name, libvirtd->api->virGetLastErrorMessage());
	return xml;
}

char *domain_monitor(struct libvirtd *libvirtd, const char *name, const char *command)
{
	virDomainPtr domain = domain_named(libvirtd, name);
	char *result = NULL;
	const int status = libvirtd->api->virDomainQemuMonitorCommand(domain, command, &result, 0);

	libvirtd->api->virDomainFree(domain);
	if (status)
		broken("the QEMU of %s does not answer: %s", name, libvirtd->api->virGetLastErrorMessage());
	return result;
}

/* ---- networks ---- */

struct reply try_network_create(struct libvirtd *libvirtd, const char *xml)
{
	virNetworkPtr network = libvirtd->api->virNetworkCreateXML(libvirtd->connection, given(xml));
	struct reply reply = reply_of(libvirtd, network);

	if (network)
		libvirtd->api->virNetworkFree(network);
	return reply;
}

struct reply try_network_destroy(struct libvirtd *libvirtd, const char *name)
{
	virNetworkPtr network = libvirtd->api->virNetworkLookupByName(libvirtd->connection, name);
	struct reply reply = reply_of(libvirtd, network && libvirtd->api->virNetworkDestroy(network) == 0);

	if (network)
		libvirtd->api->virNetworkFree(network);
	return reply;
}
