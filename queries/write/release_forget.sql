-- Ends the empty step.
RELEASE forget;
