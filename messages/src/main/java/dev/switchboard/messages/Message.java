package dev.switchboard.messages;

/** Anything that travels on a topic; each kind has its wire name in {@link MessageType}. */
public sealed interface Message
        permits Command, Outcome, ResourceEvent, NumberMessage, LicenceEvent, RequestsAnswered {}
