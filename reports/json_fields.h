/* json_fields.h - what stands in a results file under which name: one table, from which json.c writes and saved.c
 * reads. What is no text and no number is written and read by hand, and stands in neither.
 */
#ifndef MVC_REPORTS_JSON_FIELDS_H
#define MVC_REPORTS_JSON_FIELDS_H

#include "reports/result.h"

#include <stdbool.h>

#define RESULTS_FORMAT  "macvtap-conform results"
#define RESULTS_VERSION 1

enum json_kind {
	JSON_TEXT,     /* a char *; absent: NULL */
	JSON_NAME,     /* a char * that must be there, and that may be empty */
	JSON_UNSIGNED, /* an unsigned; absent: 0 */
	JSON_COUNT,    /* a size_t; absent: 0 */
	JSON_LONG,     /* a uint64_t; absent: 0 */
};

struct json_field {
	const char *name; /* NULL: the end of the table */
	enum json_kind kind;
	size_t offset;
};

extern const struct json_field run_fields[];    /* of struct run */
extern const struct json_field result_fields[]; /* of struct result */
extern const struct json_field
	requirement_fields[]; /* of struct result: what results of a requirement have in common */
extern const struct json_field expectation_fields[]; /* of struct result */
extern const struct json_field rerun_fields[];       /* of struct result */
extern const struct json_field finding_fields[];     /* of struct finding */
extern const struct json_field packet_fields[];      /* of struct packet */
extern const struct json_field journey_fields[];     /* of struct journey */
extern const struct json_field site_fields[];        /* of struct site */
extern const struct json_field unmet_fields[];       /* of struct unmet */
extern const struct json_field shard_fields[];       /* of struct shard */

#endif
