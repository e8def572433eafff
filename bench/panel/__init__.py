"""What the measurement of the terminal's panel is made of; each part is a process of its own."""

import kiosk  # noqa: F401 - sets what Kivy reads when it is imported
