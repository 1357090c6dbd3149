"""What cards are made of in every area: buttons, forms, menus, layout, words, pictures."""
