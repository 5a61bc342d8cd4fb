"""What those who run the bot see of it: metrics, health, traces, how long each stage takes."""
