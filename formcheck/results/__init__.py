"""Result files and folders: clips in, JSON, tables and subtitles out."""
