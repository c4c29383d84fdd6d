package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.MessageCodec.Encoded;

/** The outcome of a command, ready to be sent. */
record Answer(Incoming to, Encoded outcome) {}
