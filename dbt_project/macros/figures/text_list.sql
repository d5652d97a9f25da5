{# Texts as a list for `in`. #}
{% macro text_list(texts) -%}
    '{{ texts | join("', '") }}'
{%- endmacro %}
