"""The commands and components: each handler reads the interaction, calls one service, makes the card and responds."""
