package dev.switchboard.provisioner.entitlements;

import dev.switchboard.pipeline.queue.Bell;

import org.springframework.stereotype.Component;

/** Wakes those who choose offices and licences again, in this process. */
@Component
public final class ResolutionBell extends Bell {}
