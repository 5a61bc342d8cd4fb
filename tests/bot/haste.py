"""Telegram's limits in haste: conversations in tests take little longer than they must.

With seconds this long on the bot's side and on the server's, which objects to each message that is
too early.
"""

from bot.pacing import Limits

SECOND = 0.01
HASTE = Limits((30, SECOND), (1, SECOND), (20, 60 * SECOND))
