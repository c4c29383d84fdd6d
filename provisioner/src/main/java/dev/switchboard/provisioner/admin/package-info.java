/** The admin API: companies, offices and API tokens. */
@NullMarked
package dev.switchboard.provisioner.admin;

import org.jspecify.annotations.NullMarked;
