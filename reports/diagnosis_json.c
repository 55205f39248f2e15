#include "reports/diagnosis.h"

#include <jansson.h>

enum { FORMAT_VERSION = 1 };

/* Text that is not UTF-8 is no JSON: device names may be any octets. */
static json_t *text(const char *octets)
{
	json_t *string = json_string(octets);

	return string ? string : json_string("?");
}

static json_t *parent_object(const struct diagnosed_parent *parent)
{
	return json_pack("{s:o, s:i, s:o, s:o, s:I, s:I, s:b}", "name", text(parent->name), "index",
			 parent->index, "kind", text(parent->kind), "driver", text(parent->driver), "mtu",
			 (json_int_t)parent->mtu, "children", (json_int_t)parent->children, "ready",
			 parent->ready);
}

static json_t *finding_object(const struct diagnosis_finding *finding)
{
	return json_pack("{s:s, s:s, s:o, s:o*, s:o, s:o, s:o}", "id", finding->id, "severity",
			 severity_name(finding->severity), "subject", text(finding->subject), "place",
			 finding->place ? text(finding->place) : NULL, "what", text(finding->what), "why",
			 text(finding->why), "remedy", text(finding->remedy));
}

static json_t *interface_object(const struct diagnosed_interface *interface)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b}", "name", text(interface->name), "place",
			 text(interface->place), "parent", text(interface->parent), "mode",
			 text(interface->mode), "address", text(interface->address), "model",
			 text(interface->model), "judged", interface->judged, "ready", interface->ready);
}

/* All or nothing: arrays with holes would be a diagnosis that says less than was found. */
static json_t *parents_array(const struct diagnosis *diagnosis)
{
	json_t *array = json_array();

	for (size_t i = 0; array && i < diagnosis->parent_count; i++) {
		if (json_array_append_new(array, parent_object(&diagnosis->parents[i]))) {
			json_decref(array);
			array = NULL;
		}
	}
	return array;
}

static json_t *findings_array(const struct diagnosis *diagnosis)
{
	json_t *array = json_array();

	for (size_t i = 0; array && i < diagnosis->finding_count; i++) {
		if (json_array_append_new(array, finding_object(&diagnosis->findings[i]))) {
			json_decref(array);
			array = NULL;
		}
	}
	return array;
}

static json_t *interfaces_array(const struct diagnosis *diagnosis)
{
	json_t *array = json_array();

	for (size_t i = 0; array && i < diagnosis->interface_count; i++) {
		if (json_array_append_new(array, interface_object(&diagnosis->interfaces[i]))) {
			json_decref(array);
			array = NULL;
		}
	}
	return array;
}

int diagnosis_json(FILE *out, const struct diagnosis *diagnosis)
{
	bool of_files = diagnosis->wanted == EVERY_INTERFACE;
	json_t *root = json_pack("{s:s, s:i, s:s, s:o, s:b, s:b, s:o, s:o}", "format",
				 of_files ? "macvtap-conform domain" : "macvtap-conform doctor", "version",
				 FORMAT_VERSION, "program", MVC_VERSION, "kernel", text(diagnosis->kernel),
				 "privileged", diagnosis->privileged, "ready", diagnosis_is_ready(diagnosis),
				 "parents", parents_array(diagnosis), "findings", findings_array(diagnosis));
	int error;

	if (root && of_files && json_object_set_new(root, "interfaces", interfaces_array(diagnosis))) {
		json_decref(root);
		root = NULL;
	}
	if (!root)
		return -1;
	error = json_dumpf(root, out, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	json_decref(root);
	return error || fputc('\n', out) == EOF ? -1 : 0;
}
