"""What members can do: read the interaction, one service call, render, respond."""
