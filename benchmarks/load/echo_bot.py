"""An echo bot as python-telegram-bot's documentation would write it. For a comparison.

python -m benchmarks.load.echo_bot, by TELEGRAM_BOT_TOKEN and TELEGRAM_API_URL
"""

from __future__ import annotations

import html
import logging
import os

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet."""
    assert update.message is not None
    await update.message.reply_html("Hello! Say something, and I will say it again.")


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    assert update.message is not None
    await update.message.reply_html(html.escape(update.message.text or ""))


def main() -> None:
    """Poll until SIGTERM."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    url = os.environ["TELEGRAM_API_URL"]
    builder = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"])
    application = builder.base_url(f"{url}/bot").build()
    application.add_handler(CommandHandler("start", start))
    private = filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND
    application.add_handler(MessageHandler(private, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
