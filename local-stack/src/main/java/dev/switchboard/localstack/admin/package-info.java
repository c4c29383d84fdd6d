/** Set-up by an admin on the command line: the services' admin APIs, in words. */
@NullMarked
package dev.switchboard.localstack.admin;

import org.jspecify.annotations.NullMarked;
