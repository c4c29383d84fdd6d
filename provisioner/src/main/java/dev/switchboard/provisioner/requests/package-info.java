/** The request log: what clients asked and were told, kept for admins for some time. */
@NullMarked
package dev.switchboard.provisioner.requests;

import org.jspecify.annotations.NullMarked;
