"""provisional"""
