/* model_cells.h - the cross product: every sender to every destination on every topology, as the model has it.
 *
 * One case is one topology on one wire with one tagging; its testbed is shared by all its cells, and a cell that fails
 * is named. Cells are left out where they would say nothing new:
 *
 *  - frames put in by hand on a wire that reflects: it does not reflect those, and a plain wire takes them as well;
 *  - in a VLAN, MAC control (it is never tagged) and two parents (tags do not make one of them);
 *  - what the model says arrives somewhere more than once, since a cell is about what arrives exactly once.
 */
#ifndef MVC_SUITES_ISOLATION_MODEL_CELLS_H
#define MVC_SUITES_ISOLATION_MODEL_CELLS_H

#include "harness/case/case.h"
#include "suites/isolation/words.h"

struct cells {
	const struct topology *topology;
	enum tagging tagging;
};

struct cell {
	enum sender from;
	enum destination to;
	enum carried carries;
};

/* Whether this sentence is tried there at all; what the model says of it may still leave it out. */
bool cells_have(const struct cells *cells, const struct cell *cell);

/* The run function of every case of the model: testcase->run == cells_run says that data is a struct cells. */
void cells_run(const void *data);

#endif
