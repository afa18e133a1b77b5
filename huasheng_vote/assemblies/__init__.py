"""The owners meet and decide: estate rules, meetings, motions, roll, notice, votes, results, resolutions (CC 277–280)."""
