/** What a run has found: tables, JSON, CSV, plots, and the page in the documentation. */
@NullMarked
package dev.switchboard.benchmarks.report;

import org.jspecify.annotations.NullMarked;
