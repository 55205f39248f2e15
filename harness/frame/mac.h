/* mac.h - Ethernet addresses as values. */
#ifndef MVC_FRAME_MAC_H
#define MVC_FRAME_MAC_H

#include <stdbool.h>
#include <stdint.h>

#define MAC_TEXT_SIZE sizeof "00:00:00:00:00:00"

struct mac {
	uint8_t octet[6]; /* in the order of transmission */
};

struct mac_text {
	char text[MAC_TEXT_SIZE];
};

/* The address written as six hexadecimal octets with colons. Ends the case as BROKEN on anything else. */
struct mac mac(const char *text);

/* As mac(), but false instead of BROKEN; *result is then untouched. */
bool try_mac(const char *text, struct mac *result);

bool mac_equal(struct mac a, struct mac b);

/* Group address (multicast or broadcast): the I/G bit of the first octet, IEEE 802-2014 8.2.2. */
bool mac_is_group(struct mac address);

bool mac_is_broadcast(struct mac address);

/* By value, so that it can stand in an argument list: mac_to_text(m).text */
struct mac_text mac_to_text(struct mac address);

#endif
