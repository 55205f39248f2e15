/* wireless_trial.h - the doctor and Wi-Fi: set-ups for him, and whether what he says of them is so. */
#ifndef MVC_SELFTEST_WIRELESS_TRIAL_H
#define MVC_SELFTEST_WIRELESS_TRIAL_H

#include "harness/selftest/doctor_setups.h"

/* A station, STATION_DEVICE, and the access point that has taken it, ACCESS_POINT_DEVICE. Ends the process with NO_SUCH_KIND if
 * this kernel has no radios. */
void on_the_air(void);

/* Frames of guests on both, sent and received: a test of its own. */
void wireless_guests_are_as_said(void);

#endif
