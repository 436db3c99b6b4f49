//! Sessions as people have them: what is typed, and what is answered.
