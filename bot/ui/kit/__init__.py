"""What the cards of every area are made of: buttons, forms, menus, layout, texts, pictures."""
