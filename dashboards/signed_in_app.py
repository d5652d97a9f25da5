"""The staff's app for those who sign in; `fairlane serve` starts it where sign-in is set up.

Streamlit takes the secrets of `st.login` from a file of its own, or from an App like this one.
"""

from pathlib import Path

from streamlit.starlette import App

from dashboards.sign_in import configured

app = App(Path(__file__).with_name("staff_app.py"), secrets=configured().secrets())
