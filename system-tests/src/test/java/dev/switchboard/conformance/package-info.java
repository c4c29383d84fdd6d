/**
 * A black-box conformance suite for SCIM 2.0 service providers: RFC 7643, RFC 7644 and RFC 9865,
 * one test per normative sentence, and what Okta and Microsoft Entra really send. It knows a base
 * URL and a token and no class of this system; see docs/conformance.md.
 */
@NullMarked
package dev.switchboard.conformance;

import org.jspecify.annotations.NullMarked;
