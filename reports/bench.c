#include "reports/bench.h"

#include <stdlib.h>

void bench_free(struct bench *bench)
{
	for (size_t m = 0; m < bench->count; m++) {
		for (size_t i = 0; i < bench->measures[m].count; i++) {
			struct bench_series *series = &bench->measures[m].series[i];

			free(series->reason);
			for (size_t number = 0; number < BENCH_NUMBERS; number++)
				free(series->round[number]);
		}
		free(bench->measures[m].series);
	}
	free(bench->measures);
	bench->measures = NULL;
	bench->count = 0;
}
