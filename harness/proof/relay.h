/* relay.h - the peer that reflects: what a bridge port in hairpin mode would send back, without the bridge. */
#ifndef MVC_PROOF_RELAY_H
#define MVC_PROOF_RELAY_H

#include "harness/frame/mac.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether a reflective relay whose port has this address returns the frame (net/bridge/br_input.c: br_handle_frame): not
 * what is for itself, not what comes from no single station, and neither pause frames nor the slow protocols, which
 * no bridge forwards. */
bool relay_returns(struct mac port_address, const uint8_t *bytes, size_t length);

#endif
