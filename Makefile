# Every target does all of its own set-up; see dev.py, which needs nothing but Python 3.11.
PYTHON ?= python3

.PHONY: run test setup check bench lock shots
run test setup check bench lock shots:
	@$(PYTHON) dev.py $@ $(ARGS)
