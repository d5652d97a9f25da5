{# A polynomial by Horner's rule, its coefficients from the highest power down. #}
{% macro polynomial(coefficients, x) -%}
    {%- for _ in coefficients[1:] %}({% endfor -%}
    {{ coefficients[0] }}
    {%- for coefficient in coefficients[1:] %} * {{ x }} + {{ coefficient }}){% endfor -%}
{%- endmacro %}
