"""What the screens say: messages written in English in the code, and their translations beside this file."""
