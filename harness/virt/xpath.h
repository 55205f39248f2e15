/* xpath.h - what stands in an XML that libvirt wrote, by XPath 1.0. The only user of libxml2 in the harness that cases have. */
#ifndef MVC_VIRT_XPATH_H
#define MVC_VIRT_XPATH_H

/* The string that the expression gives: of the first node that it finds, or "" if it finds none. The caller's to free. BROKEN if
 * the text is no XML, or the expression no XPath. */
char *xpath_text(const char *xml, const char *expression);

/* How many nodes it finds. */
unsigned xpath_count(const char *xml, const char *expression);

#endif
