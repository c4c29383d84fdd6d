/**
 * Orders numbers from a carrier where stock runs low; off by default. An order is written down
 * before it is sent, so that one that was paid for is never lost and never sent twice. What is
 * retired is given back.
 */
@NullMarked
package dev.switchboard.numbers.supplier;

import org.jspecify.annotations.NullMarked;
