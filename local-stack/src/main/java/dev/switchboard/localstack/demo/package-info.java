/**
 * Plays Okta against a running stack: {@link dev.switchboard.localstack.demo.OktaClient} sends what
 * Okta sends, {@link dev.switchboard.localstack.demo.Demo} tells a user's whole story with it and
 * checks each answer.
 */
@NullMarked
package dev.switchboard.localstack.demo;

import org.jspecify.annotations.NullMarked;
