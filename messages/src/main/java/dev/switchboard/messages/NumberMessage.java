package dev.switchboard.messages;

/**
 * What travels on {@code number.events}: what has happened to one user's number, or to the stock of
 * an area code. Their subject, {@code /Users/…} or {@code /AreaCodes/…}, tells them apart.
 */
public sealed interface NumberMessage extends Message permits NumberEvent, StockEvent {}
