"""What is said of every file alike."""

TWICE = "« {} » est écrit deux fois."
MISREAD = "« {} » n'est pas lu comme un texte : mettez-le entre guillemets."
