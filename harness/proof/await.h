/* await.h - one frame at one port, for cases that look at what the journal does not note. */
#ifndef MVC_PROOF_AWAIT_H
#define MVC_PROOF_AWAIT_H

#include "harness/frame/frame.h"
#include "harness/net/port.h"

#include <stdbool.h>

/* Reads the port until the frame with this mark is there, for at most patience(). False if it did not come. */
bool port_await(struct port *port, struct mark mark, struct sighting *sighting);

#endif
