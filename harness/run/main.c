#include "harness/run/command.h"

int main(int argc, char **argv)
{
	return program(argc, argv);
}
