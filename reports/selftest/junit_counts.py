"""What junitparser makes of a JUnit file: tests, failures, errors, skipped, and how many (class name, name) differ."""

import sys

from junitparser import Error, Failure, JUnitXml, Skipped

cases = [case for suite in JUnitXml.fromfile(sys.argv[1]) for case in suite]
verdicts = [verdict for case in cases for verdict in case.result]
kinds = [sum(isinstance(verdict, kind) for verdict in verdicts) for kind in (Failure, Error, Skipped)]
print(len(cases), *kinds, len({(case.classname, case.name) for case in cases}))
