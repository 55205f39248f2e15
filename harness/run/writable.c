#include "harness/run/writable.h"
#include "harness/run/complain.h"
#include "reports/file.h"

int check_writable(const char *command, const char *path)
{
	struct report_file file;
	char error[1024];

	if (report_file_open(&file, path, error, sizeof(error)))
		return complain("%s: %s", command, error);
	report_file_abandon(&file);
	return EXIT_ALL_PASSED;
}
