#include "suites/virt/libvirt/site.h"

#include "fixtures/domain.h"
#include "harness/core/cleanup.h"
#include "harness/virt/xpath.h"

#include <stdio.h>
#include <string.h>

#undef expect_done
#undef expect_denied
#undef expect_text

struct site site(void)
{
	libvirtd_empty(); /* before its devices are tidied up: it puts back what it has changed of their parents */
	struct testbed *net = testbed_build(SITE);

	return (struct site){net, libvirtd_standing()};
}

struct reply try_start(struct site *site, const char *name, const char *devices, enum domain_start start)
{
	AUTO_FREE char *xml = domain_of(name, devices);

	return try_domain_create(site->libvirtd, xml, start);
}

struct site site_with(const char *devices, enum domain_start start)
{
	struct site stood = site();
	const struct reply reply = try_start(&stood, DOMAIN, devices, start);

	expect_done("the start of the domain", reply);
	if (reply.code)
		broken("nothing more can be said without that domain: %s", reply.text);
	return stood;
}

static char *of_interface(struct site *site, const char *domain, unsigned interface, const char *what)
{
	AUTO_FREE char *xml = domain_xml(site->libvirtd, domain);
	char expression[96];

	snprintf(expression, sizeof expression, "/domain/devices/interface[%u]/%s", interface, what);
	return xpath_text(xml, expression);
}

char *device_of_interface(struct site *site, const char *domain, unsigned interface)
{
	return of_interface(site, domain, interface, "target/@dev");
}

struct mac mac_of_interface(struct site *site, const char *domain, unsigned interface)
{
	AUTO_FREE char *text = of_interface(site, domain, interface, "mac/@address");

	return mac(text);
}

void expect_done(const char *what, struct reply reply)
{
	if (reply.code)
		fail("%s: refused by libvirt: %s", what, reply.text);
	else
		passed();
}

void expect_denied(const char *what, struct reply reply, const char *words)
{
	if (!reply.code)
		fail("%s: done, not refused with \"%s\"", what, words);
	else if (!strstr(reply.text, words))
		fail("%s: refused with \"%s\", not with \"%s\"", what, reply.text, words);
	else
		passed();
}

void expect_text(const char *what, const char *got, const char *wanted)
{
	if (strcmp(got, wanted))
		fail("%s: \"%s\" instead of \"%s\"", what, got, wanted);
	else
		passed();
}
