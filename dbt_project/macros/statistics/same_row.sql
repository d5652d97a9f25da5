{# Equality of two relations' columns, where nulls are equal too: the period of a whole run is null. #}
{% macro same_row(left, right, columns) -%}
    {%- for column in columns -%}
    {{ left }}.{{ column }} is not distinct from {{ right }}.{{ column }}
    {%- if not loop.last %} and {% endif -%}
    {%- endfor -%}
{%- endmacro %}
